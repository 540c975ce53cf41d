using E3.Deploy.CommandLine;
using E3.Deploy.Display.Json;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;

namespace E3.Deploy.Verbs.Stacks;

/// <summary>A stack's tags.</summary>
internal sealed class StackTagVerb(Host host, string? stack)
{
    public async Task<int> ListAsync(bool json, CancellationToken cancel)
    {
        var context = StackContext.OpenExisting(host, stack);
        var tags = await context.Backend.TagsAsync(context.Reference, cancel);
        host.Screen.Out.Write(json
            ? JsonText.Of(writer =>
            {
                writer.WriteStartObject();
                foreach (var (name, value) in tags)
                {
                    writer.WriteString(name, value);
                }

                writer.WriteEndObject();
            }) + "\n"
            : TextTable.Of(["NAME", "VALUE"], tags.Select(tag => new[] { tag.Key, tag.Value })));
        return ExitCodes.Ok;
    }

    public async Task<int> GetAsync(string name, CancellationToken cancel)
    {
        var context = StackContext.OpenExisting(host, stack);
        host.Screen.Out.WriteLine((await context.Backend.TagsAsync(context.Reference, cancel)).TryGetValue(name, out var value)
            ? value
            : throw new CommandException($"stack tag '{name}' not found for stack '{context.Settings.Stack}'"));
        return ExitCodes.Ok;
    }

    /// <summary>Sets a tag; null removes it.</summary>
    public async Task<int> SetAsync(string name, string? value, CancellationToken cancel)
    {
        var context = StackContext.OpenExisting(host, stack);
        var tags = new SortedDictionary<string, string>((await context.Backend.TagsAsync(context.Reference, cancel)).ToDictionary(), StringComparer.Ordinal);
        if (value is null)
        {
            tags.Remove(name);
        }
        else
        {
            tags[name] = value;
        }

        await context.Backend.SetTagsAsync(context.Reference, tags, cancel);
        return ExitCodes.Ok;
    }
}
