using System.Reflection;

namespace E3.Infra.Software;

/// <summary>The scripts of this folder, which are part of the program.</summary>
internal static class Scripts
{
    /// <summary>The text of <c>Software/Scripts/&lt;name&gt;</c>.</summary>
    public static string Text(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"Software/Scripts/{name}")!);
        return reader.ReadToEnd();
    }
}
