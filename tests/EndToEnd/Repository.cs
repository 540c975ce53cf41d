namespace E3.EndToEnd;

/// <summary>Where the built programs are.</summary>
internal static class Repository
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory.TrimEnd('/'));

    public static string Root { get; } = FindRoot();

    /// <summary>The command under test, of the configuration these tests were built in.</summary>
    public static string E3 { get; } = Path.Combine(Root, "Deploy", "bin", Output.Parent!.Name, Output.Name, "e3");

    private static string FindRoot()
    {
        var folder = Output;
        while (!File.Exists(Path.Combine(folder.FullName, "E3.Infra.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException($"no E3.Infra.sln above {Output}");
        return folder.FullName;
    }
}
