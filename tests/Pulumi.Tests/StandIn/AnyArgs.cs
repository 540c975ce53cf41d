namespace Pulumi.Tests.StandIn;

/// <summary>Properties that take anything: what the engine gets is up to the value alone.</summary>
public sealed class AnyArgs : ResourceArgs
{
    [Input("given")]
    public object? Given { get; set; }

    [Input("text")]
    public object? Text { get; set; }

    [Input("number")]
    public object? Number { get; set; }

    [Input("plain")]
    public object? Plain { get; set; }

    [Input("one")]
    public object? One { get; set; }

    [Input("both")]
    public object? Both { get; set; }

    [Input("secret")]
    public object? Secret { get; set; }

    [Input("nested")]
    public object? Nested { get; set; }

    [Input("friend")]
    public object? Friend { get; set; }

    [Input("group")]
    public object? Group { get; set; }

    [Input("since")]
    public object? Since { get; set; }

    [Input("x")]
    public object? X { get; set; }

    [Input("y")]
    public object? Y { get; set; }

    [Input("address")]
    public object? Address { get; set; }

    [Input("price")]
    public object? Price { get; set; }
}
