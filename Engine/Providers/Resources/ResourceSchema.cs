using System.Collections.Immutable;
using System.Security.Cryptography;
using E3.Engine.Properties;

namespace E3.Engine.Providers.Resources;

/// <summary>The inputs of one resource type: what may be given, what is filled in, and what a change means.</summary>
internal sealed record ResourceSchema(string Type, ImmutableArray<PropertySpec> Inputs)
{
    // Where the official providers note which inputs were filled in rather than given; kept so that they can take over the state.
    internal const string DefaultsKey = "__defaults";

    /// <summary>Checks every input and fills in what is missing. Says all that is wrong at once.</summary>
    public CheckResult Check(CheckRequest request)
    {
        var failures = ImmutableArray.CreateBuilder<CheckFailure>();
        var given = request.New.Without(DefaultsKey);
        var inputs = InputCheck.Check(given, Inputs, "", failures);
        var filled = new List<string>();
        foreach (var spec in Inputs.Where(spec => !inputs.ContainsKey(spec.Name)))
        {
            if (Filled(spec, request) is not { } value) continue;
            inputs = inputs.With(spec.Name, value);
            filled.Add(spec.Name);
        }
        if (filled.Count > 0) inputs = inputs.With(DefaultsKey, filled.Order(StringComparer.Ordinal).ToProperty());
        return new CheckResult(inputs, failures.ToImmutable());
    }

    /// <summary>Compares the inputs of an existing resource with the new ones.</summary>
    public DiffResult Diff(DiffRequest request)
    {
        var filled = request.NewInputs.Texts(DefaultsKey);
        var diffs = ImmutableSortedDictionary.CreateBuilder<string, PropertyDiff>(StringComparer.Ordinal);
        foreach (var spec in Inputs)
        {
            var old = request.OldInputs.GetValueOrDefault(spec.Name);
            var now = request.NewInputs.GetValueOrDefault(spec.Name);
            // A state from before the default existed has none; that is no change.
            if (old is null && filled.Contains(spec.Name)) continue;
            if (now is null && spec.IsComputed) continue;
            InputDiff.Compare(spec, spec.Name, old, now, (path, kind) =>
                // One element gone and another come at the same place of a set is a change of that place.
                diffs[path] = new PropertyDiff(diffs.ContainsKey(path) ? PropertyDiffKind.Update : kind, spec.Replaces));
        }
        return new DiffResult(diffs.ToImmutable(), IsSoleByName(filled) && diffs.Values.Any(diff => diff.Replaces));
    }

    // As in the official providers: the new one cannot have a name that the program gave while the old one has it.
    private bool IsSoleByName(ImmutableArray<string> filled) => Inputs.Any(spec => spec.IsName && !filled.Contains(spec.Name));

    private static PropertyValue? Filled(PropertySpec spec, CheckRequest request)
    {
        if (!spec.IsName) return spec.Default;
        var before = request.Old?.GetValueOrDefault(spec.Name);
        return before is not null && request.Old!.Texts(DefaultsKey).Contains(spec.Name) ? before
            : new PropertyValue.Text(
                (spec.IsLowercase ? UrnName(request.Urn).ToLowerInvariant() : UrnName(request.Urn)) + "-" + RandomNumberGenerator.GetHexString(7, lowercase: true));
    }

    private static string UrnName(string urn) => urn[(urn.LastIndexOf("::", StringComparison.Ordinal) + 2)..];
}
