namespace E3.Benchmarks.Mpyc.Checks;

/// <summary>Tells whether what an MPyC program printed is right.</summary>
internal interface IResultCheck
{
    /// <summary>Null when it is right; else what is wrong, for a person.</summary>
    /// <param name="results">The lines each party's program printed.</param>
    /// <param name="arguments">The program's arguments.</param>
    string? Problem(IReadOnlyList<IReadOnlyList<string>> results, IReadOnlyList<string> arguments);
}

/// <summary>Which check a program gets.</summary>
internal static class ResultChecks
{
    /// <summary>The demo's own, or else that all parties opened the same.</summary>
    public static IResultCheck For(string program) => Path.GetFileName(program) == "secretsanta.py" ? new SecretSanta() : new Agreement();
}
