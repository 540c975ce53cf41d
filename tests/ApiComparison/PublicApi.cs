using System.Reflection;
using System.Runtime.InteropServices;

namespace ApiComparison;

/// <summary>What an assembly offers to those who reference it: a line for each public or protected type and member.</summary>
public static class PublicApi
{
    /// <summary>The lines, sorted; the assembly is only read, never loaded to run.</summary>
    /// <param name="assembly">Path of the assembly; what it refers to lies beside it or comes with the runtime.</param>
    /// <param name="annotated">
    /// Whether to write what matters to a compiler too: nullability, base types, constraints, who may see it. Listings of
    /// PublicApiAnalyzers have none of it.
    /// </param>
    public static IReadOnlyList<string> Of(string assembly, bool annotated)
    {
        using var context = new MetadataLoadContext(new Resolver(Path.GetFullPath(assembly)));
        var signatures = new Signatures(annotated);
        return
        [
            .. context.LoadFromAssemblyPath(Path.GetFullPath(assembly)).GetTypes()
                .Where(IsVisible)
                .SelectMany(signatures.Of)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether code outside the assembly can name the type.</summary>
    internal static bool IsVisible(Type type) => type.IsNested
        ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!)
        : type.IsPublic;

    // A package is built for an older runtime, and its dependencies do not lie beside it: take whatever version there is, and for
    // what nobody has, say which assembly to put beside it.
    private sealed class Resolver(string assembly) : MetadataAssemblyResolver
    {
        private readonly Dictionary<string, string> _paths = Folders(assembly)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll"))
            .GroupBy(path => Path.GetFileNameWithoutExtension(path)!)
            .ToDictionary(group => group.Key, group => group.First());

        public override Assembly? Resolve(MetadataLoadContext context, AssemblyName assemblyName)
            => _paths.TryGetValue(assemblyName.Name!, out var path) ? context.LoadFromAssemblyPath(path) : null;

        private static IEnumerable<string> Folders(string assembly)
        {
            var runtime = RuntimeEnvironment.GetRuntimeDirectory();
            var frameworks = new DirectoryInfo(runtime).Parent!.Parent!;
            var web = Path.Combine(frameworks.FullName, "Microsoft.AspNetCore.App", Path.GetFileName(Path.TrimEndingDirectorySeparator(runtime)));
            string[] folders = [Path.GetDirectoryName(assembly)!, runtime, web, AppContext.BaseDirectory];
            return folders.Where(Directory.Exists);
        }
    }
}
