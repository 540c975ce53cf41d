namespace E3.Deploy.Doctor;

/// <summary>Looks for programs.</summary>
internal static class Tools
{
    private static readonly string[] SystemFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    /// <summary>Where a program is, on PATH or where a system's own programs are; null when it is not there.</summary>
    public static string? Find(Func<string, string?> environment, string name) =>
        (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Concat(SystemFolders)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
