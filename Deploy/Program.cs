using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using E3.Deploy.CommandLine;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Surroundings;

namespace E3.Deploy;

/// <summary>The door: everything the command takes from the machine comes in here.</summary>
internal static class Program
{
#pragma warning disable RS0030 // The one place that knows the console, the clock and the network.
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["--version"])
        {
            // Nothing else is loaded for it: a warm start costs little more than the runtime's own.
            Console.Out.WriteLine(VersionCommand.Text);
            return ExitCodes.Ok;
        }

        return await RunAsync(arguments);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<int> RunAsync(string[] arguments)
    {
        using var interrupts = new Interrupts();
        interrupts.Listen();
        Func<string, string?> environment = Environment.GetEnvironmentVariable;
        var colour = environment("NO_COLOR") is not { Length: > 0 };
        var dumb = environment("TERM") is null or "dumb";
        await using var output = Console.IsOutputRedirected ? new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true } : null;
        var host = new Host
        {
            Screen = new Screen(
                output ?? Console.Out,
                Console.Error,
                Console.In,
                Interactive: !Console.IsInputRedirected && !Console.IsOutputRedirected,
                Live: !Console.IsOutputRedirected && !dumb,
                Colour: colour && !dumb && !Console.IsOutputRedirected,
                ErrorColour: colour && !dumb && !Console.IsErrorRedirected,
                Size,
                ReadHidden),
            Environment = environment,
            Folder = Environment.CurrentDirectory,
            Clock = TimeProvider.System,
            Http = new Lazy<HttpMessageHandler>(() => new SocketsHttpHandler
            {
                AutomaticDecompression = DecompressionMethods.All,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(15),
            }),
            Interrupts = interrupts,
            User = Environment.UserName,
            Machine = Environment.MachineName,
            IsRoot = Environment.IsPrivilegedProcess,
        };
        try
        {
            return await E3Command.RunAsync(host, arguments);
        }
        finally
        {
            if (host.Http.IsValueCreated)
            {
                host.Http.Value.Dispose();
            }
        }
    }

    private static (int Width, int Height) Size()
    {
        try
        {
            return (Math.Max(Console.WindowWidth, 20), Math.Max(Console.WindowHeight, 5));
        }
        catch (IOException)
        {
            return (80, 24); // a terminal that does not tell
        }
    }

    private static string? ReadHidden()
    {
        var line = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key)
        {
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.Error.WriteLine();
                    return line.ToString();
                case ConsoleKey.Backspace when line.Length > 0:
                    line.Length--;
                    break;
                case ConsoleKey.D when key.Modifiers == ConsoleModifiers.Control && line.Length == 0:
                    return null;
                default:
                    if (!char.IsControl(key.KeyChar))
                    {
                        line.Append(key.KeyChar);
                    }

                    break;
            }
        }

        return null;
    }
#pragma warning restore RS0030
}
