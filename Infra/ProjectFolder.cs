namespace E3.Infra;

/// <summary>The folder of Pulumi.yaml.</summary>
/// <param name="Path">Its full path.</param>
internal sealed record ProjectFolder(string Path)
{
    /// <summary>
    /// The way to it from the program's folder, where commands run: a state must not depend on where the checkout lies.
    /// </summary>
    public string FromProgram => System.IO.Path.GetRelativePath(Environment.CurrentDirectory, Path);
}
