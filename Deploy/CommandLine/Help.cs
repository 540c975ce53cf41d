using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;
using E3.Deploy.Display.Terminal;

namespace E3.Deploy.CommandLine;

/// <summary>The usual help, and after it examples: what a stranger reads first.</summary>
internal sealed class Help(SynchronousCommandLineAction usual) : SynchronousCommandLineAction
{
    /// <summary>The examples of each command.</summary>
    public static ConditionalWeakTable<Command, IReadOnlyList<(string Line, string Meaning)>> Examples { get; } = [];

    public static void ReplaceIn(RootCommand root, Screen screen)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            if (option.Action is HelpAction usual)
            {
                usual.MaxWidth = screen.Live ? screen.Size().Width : 140;
                option.Action = new Help(usual);
            }
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (Examples.TryGetValue(parseResult.CommandResult.Command, out var examples) && examples.Count > 0)
        {
            output.WriteLine("Examples:");
            var width = examples.Max(example => example.Line.Length);
            foreach (var (line, meaning) in examples)
            {
                output.WriteLine($"  {line.PadRight(width)}  {meaning}");
            }

            output.WriteLine();
        }

        return code;
    }
}
