using System.Globalization;
using CliWrap;

namespace E3.Bench.Engine;

/// <summary>Terraform with the same number of <c>terraform_data</c>, its resource that does nothing.</summary>
internal sealed class Terraform(string folder, string command) : Contestant("terraform", folder)
{
    /// <summary>Where terraform is on PATH, or null.</summary>
    public static string? Installed() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, "terraform")).FirstOrDefault(File.Exists);

    public override async Task PrepareAsync(int resources, CancellationToken cancel)
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "main.tf"), string.Create(CultureInfo.InvariantCulture, $$"""
            resource "terraform_data" "trivial" {
              count = {{resources}}
              input = count.index
            }
            """), cancel);
        await TimeAsync(Cli.Wrap(command).WithArguments(["init", "-input=false"]), cancel);
    }

    protected override Command Phase(string phase) => Cli.Wrap(command)
        .WithArguments([phase == "destroy" ? "destroy" : "apply", "-auto-approve", "-input=false", "-no-color"]);
}
