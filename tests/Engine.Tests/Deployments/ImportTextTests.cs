using System.Text;
using E3.Engine.Deployments;
using E3.Engine.Properties;
using E3.Engine.State;
using static E3.Engine.Tests.Support.Workbench;

namespace E3.Engine.Tests.Deployments;

/// <summary>What goes into an import as text, and what comes out of it.</summary>
public sealed class ImportTextTests
{
    private const string Group = "urn:pulumi:dev::proj::test:index:Group::group";

    [Test]
    public void A_file_names_many_and_who_their_parents_are()
    {
        var specs = Read("""
            {
              "nameTable": { "mine": "urn:pulumi:dev::proj::pulumi:providers:memory::mine" },
              "resources": [
                { "type": "test:index:Group", "name": "group", "component": true },
                { "type": "memory:index:Thing", "name": "a", "id": "1", "parent": "group", "provider": "mine", "version": "1.2.3", "properties": ["value"] },
                { "type": "memory:index:Thing", "name": "odd_name", "logicalName": "b", "id": "2" }
              ]
            }
            """);
        Assert.That(specs.Select(spec => (spec.Name, spec.Id, spec.Parent, spec.Component, spec.Protect)), Is.EqualTo(new[]
        {
            ("group", "", "", true, false), ("a", "1", Group, false, true), ("b", "2", "", false, true),
        }));
        Assert.That((specs[1].Provider, specs[1].Version, specs[1].Properties.Single()), Is.EqualTo(("urn:pulumi:dev::proj::pulumi:providers:memory::mine", "1.2.3", "value")));
    }

    [TestCase("nonsense", "is not an import file")]
    [TestCase("{}", "is not an import file")]
    [TestCase("""{"resources":[{"type":"a:b:C","id":"1"}]}""", "needs a type and a name")]
    [TestCase("""{"resources":[{"type":"a:b:C","name":"x","id":"1","parent":"nobody"}]}""", "the parent 'nobody' of 'x'")]
    [TestCase("""{"resources":[{"type":"a:b:C","name":"x","component":true,"remote":true}]}""", "remote component")]
    public void A_file_that_will_not_do_says_why(string text, string expected) =>
        Assert.That(() => Read(text), Throws.TypeOf<EngineException>().With.Message.Contains(expected).And.Message.Contains("import.json"));

    [Test]
    public void What_came_in_is_said_in_csharp()
    {
        var state = new ResourceState
        {
            Urn = "urn:pulumi:dev::proj::digitalocean:index/droplet:Droplet::web-1",
            Type = "digitalocean:index/droplet:Droplet",
            Custom = true,
            Protect = true,
            Inputs = PropertyMap.Empty
                .With("image", Text("ubuntu \"24\""))
                .With("ipv6", new PropertyValue.Bool(true))
                .With("resizes", new PropertyValue.Number(2))
                .With("tags", new PropertyValue.List([Text("a"), Text("b")]))
                .With("userData", Secret("hush-hush"))
                .With("backupPolicy", new PropertyValue.Map(PropertyMap.Empty)),
        };
        Assert.That(CSharpDeclaration.Of(state), Is.EqualTo("""
            var web_1 = new DigitalOcean.Droplet("web-1", new()
            {
                // BackupPolicy: write it by hand.
                Image = "ubuntu \u002224\u0022",
                Ipv6 = true,
                Resizes = 2,
                Tags = new[] { "a", "b" },
                // UserData: a secret; take it from the stack's settings.
            }, new CustomResourceOptions
            {
                Protect = true,
            });

            """));
        Assert.That(CSharpDeclaration.Of(new ResourceState { Urn = Group, Type = "command:local:Command" }), Is.EqualTo("var group = new Command.Local.Command(\"group\");\n"));
    }

    private static IReadOnlyList<ImportSpec> Read(string text) => ImportFile.Read(Encoding.UTF8.GetBytes(text), "import.json", new StackReference("proj", "dev"), protect: true);
}
