using E3.Deploy.Display.Resources;
using E3.Deploy.Display.Terminal;
using E3.Engine.Events;
using E3.Engine.Properties;

namespace E3.Deploy.Display.Properties;

/// <summary>One step in full, as <c>--diff</c> shows it: what is done to the resource, its id and URN, and each property concerned.</summary>
internal static class StepText
{
    public static StyledText Write(StepEventMetadata step, int depth)
    {
        var text = new StyledText();
        var tone = StepOps.Tone(step.Op);
        var protect = step.New?.Protect == true || step.Old?.Protect == true ? " (protected)" : "";
        text.Line($"{Indent(depth)}{StepOps.Sign(step.Op)}{(StepOps.Sign(step.Op)[1] == ' ' ? "" : " ")}{step.Type}: ({step.Op}{Retained(step)}){protect}", tone);
        if (step.Old is { Id.Length: > 0 } known)
        {
            text.Line($"{Indent(depth + 1)}[id={known.Id}]", IdentityTone(step.Op));
        }

        text.Line($"{Indent(depth + 1)}[urn={step.Urn}]", IdentityTone(step.Op));
        if (step.Provider.Length > 0 && UrnParts.Of(step.Provider) is { IsDefaultProvider: false })
        {
            text.Line($"{Indent(depth + 1)}[provider={step.Provider}]", IdentityTone(step.Op));
        }

        switch (step)
        {
            case { Old: null, New: { } created }:
                new ValueText(text).Object(Shown(created.Inputs), depth + 1, step.Op);
                break;
            case { Old: not null, New: null }:
                break; // what it was is in the state; a list of it would bury the rest
            case { Old: { } old, New: { } fresh } when !StepOps.IsSame(step.Op):
                var differing = step.Diffs.Count > 0 ? step.Diffs.Concat(step.Keys).ToHashSet(StringComparer.Ordinal) : null;
                new ValueDiffText(text).Differences(old.Inputs, fresh.Inputs, depth + 1, differing);
                break;
        }

        return text;
    }

    private static PropertyMap Shown(PropertyMap inputs) => PropertyMap.From(inputs.Where(input => !ValueText.IsBlank(input.Value)));

    private static string Retained(StepEventMetadata step) =>
        step is { Old.RetainOnDelete: true, Op: "delete" or "replace" or "delete-replaced" } ? "[retain]" : "";

    private static Tone IdentityTone(string op) => op is "create" or "delete" or "delete-replaced" ? StepOps.Tone(op) : Tone.Plain;

    private static string Indent(int depth) => new(' ', depth * 4);
}
