using System.Diagnostics;
using E3.Infra.Overlays;

namespace E3.Infra.Tests.Overlays;

public class HostScriptsTests
{
    private static readonly HostScripts WireGuard = HostScripts.Of("WireGuard");

    // More than a shell can tell, where somebody has it.
    private static readonly bool HasShellcheck =
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "shellcheck")));

    private static readonly string[] Overlays = ["WireGuard", "Tailscale", "Headscale"];

    private static IEnumerable<TestCaseData> Files =>
        from overlay in Overlays
        from file in HostScripts.Of(overlay).Files.Keys
        select new TestCaseData(overlay, file);

    [TestCaseSource(nameof(Overlays))]
    public void An_overlay_that_runs_something_has_the_three_scripts_of_the_contract(string overlay) =>
        Assert.That(HostScripts.Of(overlay).Files.Keys, Is.SupersetOf(new[] { "up", "down", "status" }));

    [TestCaseSource(nameof(Files))]
    public void Every_script_is_good_shell(string overlay, string file)
    {
        var script = HostScripts.Of(overlay).Files[file];
        Assert.That(Shell("-n", script), Is.EqualTo((0, "", "")));
        if (HasShellcheck)
        {
            // SC1091, SC2154: what a script reads beside it is not there when it comes by stdin.
            var (_, output, error) = Run("shellcheck", ["-s", "sh", "-e", "SC1091,SC2154", "-"], script);
            Assert.That(output + error, Is.Empty);
        }
    }

    [Test]
    public void Installing_puts_every_file_in_place_and_runs_the_one_asked_for()
    {
        var parent = Directory.CreateTempSubdirectory("e3-scripts-").FullName;
        try
        {
            var folder = Path.Combine(parent, "wireguard");
            var input = WireGuard.InstallAndRun("status").Replace(WireGuard.Folder, folder);

            // Without a network interface of that name the script says so: it was found, whole, and it ran.
            var (code, _, error) = Shell("-s", input);

            Assert.Multiple(() =>
            {
                Assert.That(code, Is.EqualTo(1));
                Assert.That(error, Does.StartWith("wireguard on ").And.Contain("there is no interface e3wg0"));
                Assert.That(Directory.GetFiles(folder).Select(Path.GetFileName), Is.EquivalentTo(WireGuard.Files.Keys));
                foreach (var (name, content) in WireGuard.Files)
                {
                    Assert.That(File.ReadAllText(Path.Combine(folder, name)), Is.EqualTo(content.Replace(WireGuard.Folder, folder)), name);
                }
            });
        }
        finally
        {
            Directory.Delete(parent, recursive: true);
        }
    }

    [TestCaseSource(nameof(Overlays))]
    public void A_script_cannot_end_its_own_file_early(string overlay) =>
        Assert.That(HostScripts.Of(overlay).Files.Values, Has.None.Contains("E3_END_OF_FILE"));

    private static (int Code, string Output, string Error) Shell(string option, string input) => Run("sh", [option], input);

    private static (int Code, string Output, string Error) Run(string program, string[] arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
