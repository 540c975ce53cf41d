using System.Globalization;
using E3.Floor.Algebra;
using E3.Floor.Kernel;
using E3.Floor.Network;

namespace E3.Floor.Commands;

/// <summary>Runs one party: connects when the first repeat may start, keeps its connections for all, prints a line of JSON for each.</summary>
internal sealed class PartyCommand(Arguments arguments, Starter starter, RandomBytes random, TextWriter output, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        await Rehearsal.RunAsync(arguments.Plan, random, clock, cancel);
        Mesh? mesh = null;
        Computation? computation = null;
        Exchange? exchange = null;
        try
        {
            for (var repeat = 1; repeat <= arguments.Repeats; repeat++)
            {
                await WaitForStartAsync(cancel);
                using var deadline = new CancellationTokenSource(arguments.Deadline, clock);
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
                try
                {
                    if (mesh is null)
                    {
                        mesh = await Mesh.JoinAsync(arguments.Membership, arguments.Listen, clock, stop.Token);
                        exchange = new Exchange(arguments.Membership.Self, [.. mesh.Peers], arguments.Plan.Bytes, random);
                        computation = new Computation(arguments.Plan, exchange, random, clock);
                    }
                    Report(repeat, await computation!.RunAsync(stop.Token));
                }
                catch (OperationCanceledException) when (deadline.IsCancellationRequested)
                {
                    throw new FloorException($"{Moment(computation, exchange)} when the deadline of {Limit} s had passed");
                }
                catch (FloorException error) when (deadline.IsCancellationRequested)
                {
                    throw new FloorException($"{error.Message} (deadline {Limit} s)", cause: error);
                }
                catch (FloorException error) when (computation is not null)
                {
                    throw new FloorException($"{error.Message}, in round {computation.Round} of {arguments.Plan.Rounds}", cause: error);
                }
            }
        }
        finally
        {
            mesh?.Dispose();
        }
    }

    private string Limit => arguments.Deadline.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    private string Moment(Computation? computation, Exchange? exchange) => string.Create(
        CultureInfo.InvariantCulture,
        $"party {arguments.Membership.Self} was waiting for party {exchange?.WaitingFor} in round {computation?.Round} of {arguments.Plan.Rounds}");

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
            throw new FloorException($"no line to start by came on standard input within {Limit} s");
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
