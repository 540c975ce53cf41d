using System.Globalization;

namespace Pulumi.Automation;

/// <summary>The words by which the command is told of an operation; what is null is not said.</summary>
internal sealed class OperationWords(params IEnumerable<string> verb)
{
    private readonly List<string> _words = [.. verb];

    public IReadOnlyList<string> All => _words;

    public OperationWords Add(params ReadOnlySpan<string> words)
    {
        _words.AddRange(words);
        return this;
    }

    public OperationWords Flag(string flag, bool? isSet)
    {
        if (isSet == true)
        {
            _words.Add(flag);
        }

        return this;
    }

    /// <summary>A flag whose absence means neither yes nor no.</summary>
    public OperationWords Choice(string flag, bool? value)
    {
        if (value is { } chosen)
        {
            _words.Add($"{flag}={(chosen ? "true" : "false")}");
        }

        return this;
    }

    public OperationWords Value(string flag, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            _words.AddRange([flag, value]);
        }

        return this;
    }

    public OperationWords Value(string flag, int? value) => Value(flag, value?.ToString(CultureInfo.InvariantCulture));

    public OperationWords Values(string flag, IEnumerable<string>? values)
    {
        foreach (var value in values ?? [])
        {
            _words.AddRange([flag, value]);
        }

        return this;
    }

    /// <summary>What every operation can be told.</summary>
    public OperationWords Options(UpdateOptions? options) => options is null ? this : this
        .Value("--parallel", options.Parallel)
        .Value("--message", options.Message)
        .Values("--exclude", options.Exclude)
        .Values("--target", options.Target)
        .Values("--policy-pack", options.PolicyPacks)
        .Values("--policy-pack-configs", options.PolicyPackConfigs)
        .Value("--color", options.Color)
        .Flag("--logflow", options.LogFlow)
        .Value("--verbose", options.LogVerbosity)
        .Flag("--logtostderr", options.LogToStdErr)
        .Value("--tracing", options.Tracing)
        .Flag("--debug", options.Debug)
        .Flag("--json", options.Json)
        .Value("--config-file", options.ConfigFile)
        .Value("--profiling", options.Profiling);
}
