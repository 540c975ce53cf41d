using System.Globalization;
using E3.Floor.Algebra;
using E3.Floor.Kernel;

namespace E3.Floor.Commands;

/// <summary>Runs one party: meets the others, keeps its connections for all repeats, prints a line of JSON for each.</summary>
internal sealed class PartyCommand(Arguments arguments, Starter starter, RandomBytes random, TextWriter output, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        await Rehearsal.RunAsync(arguments.Plan, random, clock, cancel);
        await WaitForStartAsync(cancel);
        using var mesh = await new MeetCommand(arguments, output, clock).RunAsync(cancel);
        var exchange = new Exchange(arguments.Membership.Self, [.. mesh.Peers], arguments.Plan.Bytes, random);
        var computation = new Computation(arguments.Plan, exchange, random, clock);
        for (var repeat = 1; repeat <= arguments.Repeats; repeat++)
        {
            await WaitForStartAsync(cancel);
            Report(repeat, await ComputeAsync(computation, exchange, cancel));
        }
    }

    private async Task<Outcome> ComputeAsync(Computation computation, Exchange exchange, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(arguments.Deadline, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            return await computation.RunAsync(stop.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new FloorException(string.Create(
                CultureInfo.InvariantCulture,
                $"party {exchange.Self} was waiting for party {exchange.WaitingFor} in round {computation.Round} of {arguments.Plan.Rounds} when the deadline of {arguments.Deadline.TotalSeconds} s had passed"));
        }
        catch (FloorException error)
        {
            throw new FloorException($"{error.Message}, in round {computation.Round} of {arguments.Plan.Rounds}", cause: error);
        }
    }

    private async Task WaitForStartAsync(CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(arguments.Deadline, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            await starter.WaitAsync(stop.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new FloorException(string.Create(
                CultureInfo.InvariantCulture, $"no line to start by came on standard input within {arguments.Deadline.TotalSeconds} s"));
        }
    }

    private void Report(int repeat, Outcome outcome)
    {
        var correct = outcome.Correct ? "true" : "false";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"party":{{arguments.Membership.Self}},"repeat":{{repeat}},"rounds":{{arguments.Plan.Rounds}},"bytes":{{outcome.BytesSent}},"seconds":{{outcome.Seconds:F6}},"opened":"{{outcome.Opened}}","expected":"{{outcome.Expected}}","correct":{{correct}}}"""));
        output.Flush();
        if (!outcome.Correct) throw new FloorException($"the opened result {outcome.Opened} is not the clear one, {outcome.Expected}");
    }
}
