using CliWrap;
using CliWrap.Buffered;

namespace E3.Bench.Engine;

/// <summary>Terraform with the same number of <c>terraform_data</c>, its resource that does nothing.</summary>
internal sealed class Terraform(string folder, string command) : Contestant("terraform", folder)
{
    /// <summary>Where terraform is on PATH, or null.</summary>
    public static string? Installed() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, "terraform")).FirstOrDefault(File.Exists);

    public override async Task PrepareAsync(int resources, bool changed, CancellationToken cancel)
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "main.tf"), $$"""
            resource "terraform_data" "trivial" {
              count            = {{resources}}
              input            = count.index
              triggers_replace = [count.index == 0 ? "{{(changed ? "new" : "old")}}" : "-"]
            }
            """, cancel);
        if (!File.Exists(Path.Combine(Folder, ".terraform.lock.hcl")))
            await Cli.Wrap(command).WithArguments(["init", "-input=false"]).WithWorkingDirectory(Folder).ExecuteBufferedAsync(cancel);
    }

    protected override Command Phase(string phase) => Cli.Wrap(command).WithArguments(phase == "preview"
        ? ["plan", "-input=false", "-no-color"]
        : [phase == "destroy" ? "destroy" : "apply", "-auto-approve", "-input=false", "-no-color"]);
}
