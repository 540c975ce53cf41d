namespace Pulumi.Generator.Writing;

/// <summary>What the classes of a package share. Not public.</summary>
internal sealed class SharedClasses(Package package)
{
    public string Defaults(bool readsEnvironment) => SourceFile.Of(package, package.Types.RootNamespace, writer =>
    {
        writer.Summary("What every resource and call of the package says of itself, unless the program says otherwise.");
        writer.Block("internal static class Defaults", () =>
        {
            writer.Summary("The version of the official package that these types match.");
            writer.Line($"public const string Version = {Literals.Text(package.Selection.Version)};");
            foreach (var type in (string[])["InvokeOptions", "InvokeOutputOptions"])
            {
                writer.Gap();
                writer.Block($"public static {type} WithDefaults(this {type}? options)", () =>
                {
                    writer.Line("options ??= new();");
                    writer.Line("options.Version ??= Version;");
                    writer.Line("return options;");
                });
            }

            if (readsEnvironment)
            {
                writer.Gap();
                writer.Summary("The first of these environment variables that is set.");
                writer.Line("public static string? Variable(params string[] names)");
                writer.Line("    => names.Select(name => Environment.GetEnvironmentVariable(name)).FirstOrDefault(value => value is not null);");
            }
        });
    });

    public string Secret() => SourceFile.Of(package, package.Types.RootNamespace, writer =>
    {
        writer.Summary("Properties that are secret by nature.");
        writer.Block("internal static class Secret", () =>
        {
            writer.Line("public static Input<T>? Of<T>(Input<T>? input)");
            writer.Line("    => input is null ? null : (Input<T>)Output.CreateSecret(input.ToOutput());");
            writer.Gap();
            writer.Line("public static InputList<T> Of<T>(InputList<T> list) => Output.CreateSecret(list.ToOutput());");
            writer.Gap();
            writer.Line("public static InputMap<T> Of<T>(InputMap<T> map) => Output.CreateSecret(map.ToOutput());");
        });
    });
}
