using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace E3.LocalCloud.Control;

/// <summary>Runs a tool of the system to its end.</summary>
internal static class Shell
{
    /// <summary>Runs it; a tool that is missing or fails is an error with the tool's own words.</summary>
    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(string tool, IReadOnlyList<string> arguments, string? input, CancellationToken cancel)
    {
        var result = await TryAsync(tool, arguments, input, cancel);
        return result.IsSuccess
            ? result.StandardOutput
            : throw new CloudException(
                $"'{tool} {string.Join(' ', arguments)}' failed with exit code {result.ExitCode}: {result.StandardError.Trim()}");
    }

    public static Task<string> RunAsync(string tool, IReadOnlyList<string> arguments, CancellationToken cancel) =>
        RunAsync(tool, arguments, null, cancel);

    public static async Task<BufferedCommandResult> TryAsync(string tool, IReadOnlyList<string> arguments, string? input, CancellationToken cancel)
    {
        try
        {
            return await Cli.Wrap(tool)
                .WithArguments(arguments)
                .WithStandardInputPipe(input is null ? PipeSource.Null : PipeSource.FromString(input, new UTF8Encoding(false)))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancel);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new CloudException($"'{tool}' cannot be run: {e.Message}. 'e3 doctor' says what this machine lacks.", e);
        }
    }
}
