using Pulumirpc;

namespace Pulumi;

/// <summary>A provider did not accept the arguments of a function or method.</summary>
internal sealed class InvokeFailure(string message) : Exception(message)
{
    public static void ThrowIfAny(string verb, string token, IReadOnlyCollection<CheckFailure> failures)
    {
        if (failures.Count > 0)
        {
            var reasons = failures.Select(failure => $"{failure.Reason} ({failure.Property})");
            throw new InvokeFailure($"{verb} of '{token}' failed: {string.Join("; ", reasons)}");
        }
    }
}
