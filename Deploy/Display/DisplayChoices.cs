namespace E3.Deploy.Display;

/// <summary>What of an operation is shown, and how: the flags <c>--diff</c>, <c>--json</c> and <c>--suppress-outputs</c>.</summary>
internal sealed record DisplayChoices(bool Diff = false, bool Json = false, bool SuppressOutputs = false);
