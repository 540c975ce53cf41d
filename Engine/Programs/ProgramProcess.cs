using System.ComponentModel;
using CliWrap;

namespace E3.Engine.Programs;

/// <summary>The program as a process of its own. When the engine dies its calls fail and it ends by itself.</summary>
internal sealed class ProgramProcess(ProgramCommand command, string folder) : IProgram
{
    private const int KeptErrorLines = 20;

    public async Task<ProgramExit> RunAsync(IReadOnlyDictionary<string, string?> environment, ProgramOutput output, CancellationToken kill)
    {
        if (!Directory.Exists(folder))
            throw new EngineException($"the program's folder {folder} does not exist: check 'main' in Pulumi.yaml");
        var lastErrors = new Queue<string>();
        try
        {
            var result = await Cli.Wrap(command.Executable)
                .WithArguments(command.Arguments)
                .WithWorkingDirectory(folder)
                .WithEnvironmentVariables(environment)
                .WithValidation(CommandResultValidation.None)
                .WithStandardOutputPipe(PipeTarget.ToDelegate(output.Line))
                .WithStandardErrorPipe(PipeTarget.ToDelegate(line =>
                {
                    if (lastErrors.Count == KeptErrorLines)
                        lastErrors.Dequeue();
                    lastErrors.Enqueue(line);
                    output.ErrorLine(line);
                }))
                .ExecuteAsync(kill);
            return new ProgramExit(result.ExitCode, string.Join('\n', lastErrors));
        }
        catch (Win32Exception error)
        {
            throw new EngineException($"the program could not be started: {command.Executable}: {error.Message}. Is it installed, and has the program been built?", error);
        }
    }
}
