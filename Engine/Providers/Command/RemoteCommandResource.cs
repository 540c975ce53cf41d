using E3.Engine.Properties;
using E3.Engine.Providers.Resources;
using E3.Remote;

namespace E3.Engine.Providers.Command;

/// <summary>A command on another machine, over SSH.</summary>
internal sealed class RemoteCommandResource(ProviderServices services, SshSessions sessions) : CommandResource
{
    /// <inheritdoc/>
    public override ResourceSchema Schema { get; } = new("command:remote:Command", [.. CommandSpecs.Lifecycle, .. CommandSpecs.Run, CommandSpecs.Connection]);

    /// <inheritdoc/>
    public override Task<IEnumerable<CheckFailure>> ValidateAsync(PropertyMap inputs, CancellationToken cancel) => Task.FromResult(ConnectionInputs.Mistakes(inputs));

    /// <inheritdoc/>
    public override PropertyMap Complete(PropertyMap inputs) => ConnectionInputs.Seal(inputs);

    /// <inheritdoc/>
    protected override Task<Ended> RunAsync(Run run, IProgress<string> status, CancellationToken cancel) => sessions.UseAsync(
        ConnectionInputs.Target(run.Inputs, services), ConnectionInputs.Policy(run.Inputs), status,
        async session =>
        {
            var lines = new LineProgress(line => (line.Source == OutputSource.Stdout ? run.OnStdout : run.OnStderr).Invoke(line.Text));
            var result = await session.RunAsync(new RemoteCommand(run.Command, run.Inputs.Text("stdin"), run.Environment), lines, cancel);
            return new Ended(result.ExitCode, result.Stdout, result.Stderr);
        }, cancel);

    private sealed class LineProgress(Action<OutputLine> report) : IProgress<OutputLine>
    {
        public void Report(OutputLine value) => report(value);
    }
}
