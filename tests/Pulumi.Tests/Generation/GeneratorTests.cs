using Pulumi.Generator;
using Pulumi.Generator.Schema;

namespace Pulumi.Tests.Generation;

/// <summary>What the generator names as packages do that were never bridges, and what it refuses instead of writing it wrongly.</summary>
public sealed class GeneratorTests
{
    private const string Chosen = """{"version":"1.0.0","folders":{"Things":["native:index:Thing","native:index:find"]}}""";

    [Test]
    public void A_native_package_names_the_types_of_functions_plainly()
    {
        var files = Generate("""
            {"name":"native",
             "types":{"native:index:Part":{"type":"object","properties":{"size":{"type":"integer"}},"required":["size"]}},
             "resources":{"native:index:Thing":{"inputProperties":{"part":{"$ref":"#/types/native:index:Part"}}}},
             "functions":{"native:index:find":{
               "inputs":{"properties":{"part":{"$ref":"#/types/native:index:Part"}}},
               "outputs":{"properties":{"size":{"type":"integer"}},"required":["size"]}}}}
            """);

        Assert.That(files.Keys, Is.EquivalentTo(new[]
        {
            "Defaults.cs", "Provider.cs", "ProviderArgs.cs", "Things/Find.cs", "Things/FindArgs.cs", "Things/FindInvokeArgs.cs",
            "Things/FindResult.cs", "Things/Part.cs", "Things/PartArgs.cs", "Things/Thing.cs", "Things/ThingArgs.cs",
        }));
        Assert.That(files["Things/Part.cs"], Does.Contain("namespace Pulumi.Native.Inputs;").And.Contain("class Part : InvokeArgs"));
        Assert.That(files["Things/PartArgs.cs"], Does.Contain("class PartArgs : ResourceArgs"));
        Assert.That(files["Things/Thing.cs"], Does.Contain("Get(string name, Input<string> id, CustomResourceOptions? options = null)"));
    }

    [TestCase("""{"$ref":"/aws/v1/schema.json#/types/x"}""", "Thing.part has a reference to '/aws/v1/schema.json#/types/x'")]
    [TestCase("""{"$ref":"#/types/native:index:Gone"}""", "Thing.part: the schema has no type 'native:index:Gone'")]
    [TestCase("""{"type":"array"}""", "Thing.part has an array without items")]
    [TestCase("""{"type":"string","const":"x"}""", "Thing.part is a constant")]
    [TestCase("""{"type":"string","plain":true}""", "'part' takes no output")]
    [TestCase("""{"type":"integer","defaultInfo":{"environment":["PART"]}}""", "'part' is no text and has a default from the environment")]
    [TestCase("""{"oneOf":[{"type":"string"},{"type":"integer"}],"secret":true}""", "'part' is a secret InputUnion<string, int>")]
    [TestCase("""{"oneOf":[{"type":"string"},{"type":"integer"},{"type":"boolean"}]}""", "a choice of 3 types")]
    public void What_it_cannot_write_is_named(string property, string message)
    {
        var schema = """
            {"name":"native","resources":{"native:index:Thing":{"inputProperties":{"part":PROPERTY}}},
             "functions":{"native:index:find":{"outputs":{}}}}
            """.Replace("PROPERTY", property, StringComparison.Ordinal);

        Assert.That(() => Generate(schema), Throws.InstanceOf<GeneratorException>().With.Message.Contains(message));
    }

    [TestCase("{}", "the schema has no resource or function 'native:index:Thing', which generate.json has in Things")]
    [TestCase("""{"native:index:Thing":{"isComponent":true}}""", "native:index:Thing is a component")]
    [TestCase("""{"native:index:Thing":{"methods":{"go":"native:index:Thing/go"}}}""", "the method 'native:index:Thing/go' has arguments")]
    public void A_choice_that_cannot_be_met_is_named(string resources, string message)
        => Assert.That(
            () => Generate("{\"name\":\"native\",\"resources\":" + resources + "}"),
            Throws.InstanceOf<GeneratorException>().With.Message.Contains(message));

    [Test]
    public void Words_about_what_is_not_there_are_an_error()
    {
        var selection = Selection.Parse("""{"version":"1","words":{"Provider":{"key":"Gone."}}}""", "generate.json");

        Assert.That(
            () => Generator.Generation.Of(PackageSchema.Parse("""{"name":"native"}""", "schema.json"), selection),
            Throws.InstanceOf<GeneratorException>().With.Message.Contains("Provider \"key\""));
    }

    [Test]
    public void What_is_no_schema_is_named()
        => Assert.That(() => PackageSchema.Parse("[1]", "some.json"), Throws.InstanceOf<GeneratorException>().With.Message.Contains("some.json"));

    [Test]
    public async Task Only_files_of_its_own_are_written_over_or_deleted()
    {
        var path = Directory.CreateTempSubdirectory("generator-").FullName;
        try
        {
            var files = Generate("""{"name":"native"}""", """{"version":"1.0.0"}""");
            var folder = new PackageFolder(path);
            await folder.WriteAsync(files, CancellationToken.None);
            Assert.That(folder.Differences(files), Is.Empty);

            await File.WriteAllTextAsync(Path.Combine(path, "Old.cs"), files["Provider.cs"]);
            await File.WriteAllTextAsync(Path.Combine(path, "Mine.cs"), "// mine");
            Assert.That(folder.Differences(files), Is.EqualTo(new[] { "Old.cs" }));
            await folder.WriteAsync(files, CancellationToken.None);
            Assert.That(Directory.GetFiles(path).Select(Path.GetFileName), Is.EquivalentTo(files.Keys.Append("Mine.cs")));

            await File.WriteAllTextAsync(Path.Combine(path, "Provider.cs"), "// mine");
            Assert.That(
                async () => await folder.WriteAsync(files, CancellationToken.None),
                Throws.InstanceOf<GeneratorException>().With.Message.Contains("Provider.cs was not written by the generator"));
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static IReadOnlyDictionary<string, string> Generate(string schema, string selection = Chosen)
        => Generator.Generation.Of(PackageSchema.Parse(schema, "schema.json"), Selection.Parse(selection, "generate.json"));
}
