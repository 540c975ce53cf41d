using System.Runtime.InteropServices;

namespace E3.LocalCloud.Control;

/// <summary>How to start this program again as another process.</summary>
internal static class CloudProgram
{
    /// <summary>Environment variable of the server and the emulator: the cloud's folder, by which they are found again.</summary>
    public const string RootVariable = "E3_CLOUD";

    /// <summary>Environment variable of a host's first processes: the host's folder.</summary>
    public const string HostVariable = "E3_HOST";

    /// <summary>The folder of the .NET installation this process runs on.</summary>
    public static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    /// <summary>The executable and arguments that run this program with <paramref name="arguments"/>.</summary>
    public static (string Executable, IReadOnlyList<string> Arguments) Command(IEnumerable<string> arguments) =>
        (Path.Combine(DotnetRoot, "dotnet"), [typeof(CloudProgram).Assembly.Location, .. arguments]);
}
