using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Pulumirpc;

namespace Pulumi;

// Parameterised packages: the engine hands out a reference for each, which goes with every request about it.
public sealed partial class Deployment
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _packages = new();

    private async Task<string> PackageRefAsync(RegisterPackageRequest package)
    {
        await RequireAsync("parameterization", "parameterization");
        var request = new Pulumirpc.RegisterPackageRequest
        {
            Name = package.Name,
            Version = package.Version,
            DownloadUrl = package.DownloadUrl,
            Parameterization = Wire(package.Parameterization),
            Extension = Wire(package.Extension),
        };
        foreach (var (platform, checksum) in package.Checksums)
        {
            request.Checksums[platform] = ByteString.CopyFrom(checksum);
        }

        return await _packages.GetOrAdd(request.ToByteString().ToBase64(), _ => new(RegisterAsync)).Value;

        async Task<string> RegisterAsync()
        {
            try
            {
                return (await Monitor.RegisterPackageAsync(request)).Ref;
            }
            catch (RpcException) when (package is { Parameterization: null, Extension: null })
            {
                // An ordinary package works without a reference: its name and version go with each request.
                return "";
            }
        }
    }

    private static Parameterization? Wire(RegisterPackageRequest.PackageParameterization? given) => given is null
        ? null
        : new() { Name = given.Name, Version = given.Version, Value = ByteString.CopyFrom(given.Value) };
}
