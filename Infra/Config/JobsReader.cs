using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace E3.Infra.Config;

/// <summary>Reads <c>e3:jobs</c>: a list of mappings, each with a <c>program</c> and what that program needs.</summary>
internal sealed partial class JobsReader
{
    private static readonly string[] Programs = ["floor", "mpyc"];
    private static readonly string[] FloorKeys = ["program", "name", "rounds", "bytes", "deadline"];
    private static readonly string[] MpycKeys = ["program", "name", "script", "arguments", "deadline"];

    private static readonly TimeSpan UsualDeadline = TimeSpan.FromMinutes(5);

    private readonly Mistakes _mistakes;
    private readonly string _path;
    private readonly JsonElement _job;

    private JobsReader(Mistakes mistakes, string path, JsonElement job)
    {
        _mistakes = mistakes;
        _path = path;
        _job = job;
    }

    public static ImmutableArray<JobSettings> Read(string? text, Mistakes mistakes)
    {
        if (text is null)
        {
            return [new FloorJobSettings("floor", UsualDeadline, Rounds: 50, Bytes: 64)];
        }

        if (Json.Parse(text) is not { ValueKind: JsonValueKind.Array } list)
        {
            mistakes.Value("jobs", text, "a list of programs, like [{ program: floor, rounds: 50 }]");
            return [];
        }

        var jobs = list.EnumerateArray().Select((job, i) => new JobsReader(mistakes, $"jobs[{i}]", job).Read()).OfType<JobSettings>().ToImmutableArray();
        foreach (var twice in jobs.GroupBy(job => job.Name, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            mistakes.Twice("jobs", twice.Key, "give each its own name: …");
        }

        return jobs;
    }

    private JobSettings? Read()
    {
        if (_job.ValueKind != JsonValueKind.Object)
        {
            _mistakes.Value(_path, Json.Shown(_job), "a mapping, like { program: floor, rounds: 50 }");
            return null;
        }

        switch (Text("program", Programs[0] + " or " + Programs[1]))
        {
            case null:
                return null;
            case "floor":
                RefuseUnknown(FloorKeys);
                // A message holds at least one number of the field, 8 bytes.
                return new FloorJobSettings(Name("floor"), Deadline(), Number("rounds", 50, 1, 1_000_000), Number("bytes", 64, 8, 16 << 20));
            case "mpyc":
                RefuseUnknown(MpycKeys);
                var script = Text("script", "a demo of MPyC, like secretsanta.py, or the path of a script");
                return script is null ? null : new MpycJobSettings(Name(Path.GetFileNameWithoutExtension(script).Replace('_', '-')), Deadline(), script, Arguments());
            case var other:
                _mistakes.Unknown($"{_path}.program: {other}", other, "a program", Programs);
                return null;
        }
    }

    private void RefuseUnknown(string[] known)
    {
        foreach (var key in _job.EnumerateObject().Select(property => property.Name).Except(known))
        {
            _mistakes.Unknown($"{_path}.{key}", key, $"a setting of {Json.Shown(_job.GetProperty("program"))}", known);
        }
    }

    private string? Text(string key, string needed)
    {
        if (!_job.TryGetProperty(key, out var value))
        {
            _mistakes.Missing($"{_path}.{key}", needed);
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
        {
            return text;
        }

        _mistakes.Value($"{_path}.{key}", Json.Shown(value), needed);
        return null;
    }

    private string Name(string fallback)
    {
        var name = _job.TryGetProperty("name", out var given) ? Json.Shown(given) : fallback;
        if (!Names().IsMatch(name))
        {
            _mistakes.Value($"{_path}.name", name, "letters, digits and dashes, beginning with a letter or digit");
        }

        return name;
    }

    private int Number(string key, int fallback, int least, int most)
    {
        if (!_job.TryGetProperty(key, out var value))
        {
            return fallback;
        }

        if (Json.Integer(value) is { } number && number >= least && number <= most)
        {
            return (int)number;
        }

        _mistakes.Value($"{_path}.{key}", Json.Shown(value), $"a whole number from {least} to {most}");
        return fallback;
    }

    private TimeSpan Deadline() => TimeSpan.FromSeconds(Number("deadline", (int)UsualDeadline.TotalSeconds, 1, 86_400));

    private ImmutableArray<string> Arguments()
    {
        if (!_job.TryGetProperty("arguments", out var list))
        {
            return [];
        }

        if (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(item => item.ValueKind is JsonValueKind.Object or JsonValueKind.Array))
        {
            _mistakes.Value($"{_path}.arguments", Json.Shown(list), "a list of texts and numbers");
            return [];
        }

        return [.. list.EnumerateArray().Select(Json.Shown)];
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9-]*$")]
    private static partial Regex Names();
}
