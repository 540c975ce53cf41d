using System.Reflection;

namespace E3.Infra.Software;

/// <summary>The scripts of this folder, which are part of the program.</summary>
internal static class Scripts
{
    /// <summary>One script of the files <c>Software/Scripts/&lt;name&gt;</c>, each of which may use what those before it define.</summary>
    public static string Text(params string[] names) => string.Concat(names.Select(Read));

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"Software/Scripts/{name}")!);
        return reader.ReadToEnd();
    }
}
