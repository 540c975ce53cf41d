using System.Reflection;
using ApiComparison;

namespace Pulumi.Tests;

/// <summary>
/// What the embedded packages offer is what the official ones offer. That is not compared here, as a build may not have those; but a
/// change must not pass without anybody comparing (docs/official-pulumi.md says how).
/// </summary>
public sealed class PublicApiTests
{
    private static readonly string Snapshots = typeof(PublicApiTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Snapshots").Value!;

    private static IEnumerable<string> Packages()
        => Directory.EnumerateFiles(Snapshots, "PublicApi.*.txt").Select(path => Path.GetFileNameWithoutExtension(path)["PublicApi.".Length..]);

    [TestCaseSource(nameof(Packages))]
    public void Has_not_changed_since_it_was_compared_with_the_official_one(string package)
    {
        var kept = Path.Combine(Snapshots, $"PublicApi.{package}.txt");
        var actual = PublicApi.Of(Path.Combine(AppContext.BaseDirectory, $"{package}.dll"), annotated: true);
        if (Environment.GetEnvironmentVariable("E3_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllLines(kept, actual);
        }

        var comparison = Comparison.Of(actual, File.ReadAllLines(kept));
        Assert.That(
            comparison.OnlyOurs.Concat(comparison.OnlyOfficial),
            Is.Empty,
            $"The public API of {package} changed. Compare it with the official one (docs/official-pulumi.md), then update {kept} " +
            "with E3_UPDATE_SNAPSHOTS=1.");
    }

    [Test]
    public void A_member_that_the_official_one_has_not_is_an_error()
    {
        var comparison = Comparison.Of(["A.M() -> void", "A.N() -> int"], ["A.M() -> void", "A.N() -> string", "A.O() -> void"]);

        Assert.That(comparison.Report().ReplaceLineEndings("\n"), Is.EqualTo("""
            1 the same
            1 only ours, or not the same
              A.N() -> int
            2 only official: left out, or not the same
              A.N() -> string
              A.O() -> void

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void Signatures_say_what_matters_to_a_compiler()
    {
        var listed = PublicApi.Of(typeof(Listed<>).Assembly.Location, annotated: true)
            .Where(line => line.Contains("PublicApiTests.Listed", StringComparison.Ordinal));

        Assert.That(listed, Is.EqualTo(new[]
        {
            "Pulumi.Tests.PublicApiTests.Listed<T> : abstract class, System.IDisposable where T : class, new()",
            "Pulumi.Tests.PublicApiTests.Listed<T>.Dispose() -> void",
            "Pulumi.Tests.PublicApiTests.Listed<T>.Pairs(params (string? name, T value)[] pairs) -> System.Collections.Generic.List<int?>?",
            "Pulumi.Tests.PublicApiTests.Listed<T>.this[string key].get -> T?",
            "const Pulumi.Tests.PublicApiTests.Listed<T>.Limit = 3 -> int",
            "protected Pulumi.Tests.PublicApiTests.Listed<T>.Listed(string text = \"\", System.Threading.CancellationToken token = default(System.Threading.CancellationToken)) -> void",
            "protected abstract Pulumi.Tests.PublicApiTests.Listed<T>.Name.get -> string",
            "static Pulumi.Tests.PublicApiTests.Listed<T>.implicit operator string?(Pulumi.Tests.PublicApiTests.Listed<T> listed) -> string?",
        }));
    }

#pragma warning disable IDE0060 // Only its signatures count.
    public abstract class Listed<T> : IDisposable where T : class, new()
    {
        public const int Limit = 3;

        protected Listed(string text = "", CancellationToken token = default)
        {
        }

        protected abstract string Name { get; }

        public T? this[string key] => null;

        public static implicit operator string?(Listed<T> listed) => null;

        public List<int?>? Pairs(params (string? name, T value)[] pairs) => null;

        public void Dispose() => GC.SuppressFinalize(this);
    }
#pragma warning restore IDE0060
}
