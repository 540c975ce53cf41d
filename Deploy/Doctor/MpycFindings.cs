using CliWrap;
using CliWrap.Buffered;
using E3.Deploy.Stacks;

namespace E3.Deploy.Doctor;

/// <summary>Whether MPyC is where the settings say, when a job needs it. Without it those jobs are skipped, nothing fails.</summary>
internal static class MpycFindings
{
    public static async Task<IReadOnlyList<Finding>> LookAsync(StackContext context, CancellationToken cancel)
    {
        string Setting(string key) => context.Settings.Config.Values.FirstOrDefault(entry => entry.Key.ToString() == key)?.Reveal(text => text).Value ?? "";
        if (!Setting("e3:jobs").Contains("\"mpyc\"", StringComparison.Ordinal))
        {
            return [];
        }

        return [Setting("e3:mpyc") switch
        {
            "" => new Finding("mpyc", Health.Limited, "e3:mpyc is not set, so jobs of MPyC are skipped",
                "git clone https://github.com/lschoe/mpyc ../mpyc && ./e3 config set e3:mpyc ../mpyc"),
            "system" => await InterpreterAsync("python3", cancel),
            var path => await InFolderAsync(Path.GetFullPath(path, context.Project.Folder), cancel),
        }];
    }

    private static async Task<Finding> InFolderAsync(string folder, CancellationToken cancel) =>
        File.Exists(Path.Combine(folder, "mpyc", "runtime.py"))
            ? new Finding("mpyc", Health.Good, $"sources in {folder}")
            : File.Exists(Path.Combine(folder, "bin", "python3"))
                ? await InterpreterAsync(Path.Combine(folder, "bin", "python3"), cancel)
                : new Finding("mpyc", Health.Broken, $"e3:mpyc names {folder}, which is neither a checkout of MPyC nor a Python environment",
                    "./e3 config set e3:mpyc <folder>, or 'system'");

    private static async Task<Finding> InterpreterAsync(string python, CancellationToken cancel)
    {
        try
        {
            var result = await Cli.Wrap(python).WithArguments(["-c", "import mpyc; print(mpyc.__version__)"]).WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancel);
            return result.IsSuccess
                ? new Finding("mpyc", Health.Good, $"{result.StandardOutput.Trim()} in {python}")
                : new Finding("mpyc", Health.Broken, $"{python} has no module mpyc", $"{python} -m pip install mpyc, or set e3:mpyc to a checkout");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new Finding("mpyc", Health.Broken, $"there is no {python}", "apt-get install python3");
        }
    }
}
