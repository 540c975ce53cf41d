using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi.Tests.StandIn;

/// <summary>A resource with an output of each kind.</summary>
[ResourceType("test:index:Thing", null)]
public class Thing(string name, ResourceArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("test:index:Thing", name, args ?? ResourceArgs.Empty, options)
{
    [Output("text")]
    public Output<string> Text { get; private set; } = null!;

    [Output("number")]
    public Output<int> Number { get; private set; } = null!;

    [Output("maybe")]
    public Output<int?> Maybe { get; private set; } = null!;

    [Output("ratio")]
    public Output<double> Ratio { get; private set; } = null!;

    [Output("list")]
    public Output<ImmutableArray<string>> List { get; private set; } = null!;

    [Output("map")]
    public Output<ImmutableDictionary<string, int>> Map { get; private set; } = null!;

    [Output("anything")]
    public Output<object> Anything { get; private set; } = null!;

    [Output("nested")]
    public Output<Point> Nested { get; private set; } = null!;

    [Output("either")]
    public Output<Union<int, string>> Either { get; private set; } = null!;

    [Output("color")]
    public Output<Color> Color { get; private set; } = null!;

    [Output("file")]
    public Output<AssetOrArchive> File { get; private set; } = null!;

    [Output("json")]
    public Output<JsonElement> Json { get; private set; } = null!;

    [Output("friend")]
    public Output<Thing> Friend { get; private set; } = null!;
}

public sealed class ThingArgs : ResourceArgs
{
    [Input("text", required: true)]
    public Input<string> Text { get; set; } = null!;

    [Input("point")]
    public Input<PointArgs>? Point { get; set; }

    [Input("list")]
    private InputList<string>? _list;

    public InputList<string> List
    {
        get => _list ??= [];
        set => _list = value;
    }

    [Input("map")]
    private InputMap<string>? _map;

    public InputMap<string> Map
    {
        get => _map ??= [];
        set => _map = value;
    }

    [Input("either")]
    public InputUnion<string, Color>? Either { get; set; }

    [Input("asJson", json: true)]
    public InputList<int>? AsJson { get; set; }

    [Input("mapAsJson", json: true)]
    public InputMap<int>? MapAsJson { get; set; }
}

public sealed class PointArgs : ResourceArgs
{
    [Input("x", required: true)]
    public Input<int> X { get; set; } = null!;

    [Input("label")]
    public Input<string>? Label { get; set; }
}

#pragma warning disable CA1051 // As the packages have it.
[OutputType]
public sealed class Point
{
    public readonly int X;
    public readonly string? Label;

    [OutputConstructor]
    internal Point(int x, string? label) => (X, Label) = (x, label);
}
#pragma warning restore CA1051

[DiscriminatedUnionDiscriminator("kind")]
[DiscriminatedUnionCase("basic", typeof(Basic))]
[DiscriminatedUnionCase("bearer", typeof(Bearer))]
#pragma warning disable CA1040 // Only the attributes say something.
public interface ILogin;
#pragma warning restore CA1040

[OutputType]
[method: OutputConstructor]
public sealed class Basic(string value) : ILogin
{
    public string Value { get; } = value;
}

[OutputType]
[method: OutputConstructor]
public sealed class Bearer(string value) : ILogin
{
    public string Value { get; } = value;
}

[EnumType]
public readonly struct Color : IEquatable<Color>
{
    private readonly string _value;

    private Color(string value) => _value = value;

    public static Color Red { get; } = new("red");

    public static explicit operator string(Color value) => value._value;

    public static bool operator ==(Color left, Color right) => left.Equals(right);

    public static bool operator !=(Color left, Color right) => !left.Equals(right);

    public bool Equals(Color other) => _value == other._value;

    public override bool Equals(object? obj) => obj is Color other && Equals(other);

    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => _value;
}

/// <summary>A component with children.</summary>
public class Group : ComponentResource
{
    public Group(string name, Action<Group>? fill = null, ComponentResourceOptions? options = null)
        : base("test:index:Group", name, options)
    {
        fill?.Invoke(this);
        RegisterOutputs(new Dictionary<string, object?> { ["size"] = 3 });
    }
}
