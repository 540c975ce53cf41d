using System.Security.Cryptography;
using E3.Floor.Commands;

namespace E3.Floor;

/// <summary>
/// The least a secure multiparty computation can take on a network: rounds of Shamir sharing with next to no work in between.
/// </summary>
internal static class Program
{
#pragma warning disable RS0030 // A program's entry is the one place that knows the console.
    private static async Task<int> Main(string[] args)
    {
        try
        {
            if (args is ["--help" or "-h"])
            {
                await Console.Out.WriteLineAsync(Arguments.Usage);
                return 0;
            }
            var arguments = Arguments.Parse(args);
            var starter = new Starter(arguments.Held ? Console.In : null, new CancellationTokenSource());
            await RunAsync(arguments, starter, Console.Out);
            return 0;
        }
        catch (FloorException error)
        {
            await Console.Error.WriteLineAsync($"floor: {error.Message}{(error.ExitCode == FloorException.BadArguments ? "; see --help" : "")}");
            return error.ExitCode;
        }
    }
#pragma warning restore RS0030

    private static async Task RunAsync(Arguments arguments, Starter starter, TextWriter output)
    {
        var clock = TimeProvider.System;
        try
        {
            if (arguments.IsProbe) (await new MeetCommand(arguments, output, clock).RunAsync(starter.Gone)).Dispose();
            else await new PartyCommand(arguments, starter, RandomNumberGenerator.Fill, output, clock).RunAsync(starter.Gone);
        }
        catch (Exception error) when (error is OperationCanceledException or FloorException && starter.Gone.IsCancellationRequested)
        {
            throw new FloorException("whoever started this party has gone", FloorException.Abandoned, error);
        }
    }
}
