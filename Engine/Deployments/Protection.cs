namespace E3.Engine.Deployments;

/// <summary>Why a protected resource stays.</summary>
internal static class Protection
{
    public static string Refusal(string urn, string what) =>
        $"resource {urn} cannot be {what} because it is protected. Take the option protect from the program and run an update, or unprotect it "
        + $"in the state (state unprotect '{urn}'), then try again.";
}
