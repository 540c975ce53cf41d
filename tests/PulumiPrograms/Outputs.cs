using Pulumi;

/// <summary>Outputs of a stack, and a stack that reads another one's.</summary>
internal static class Outputs
{
    public static Dictionary<string, object?> Of() => new()
    {
        ["address"] = "198.18.0.1",
        ["key"] = Output.CreateSecret("PEM"),
    };

    public static async Task<Dictionary<string, object?>> OfAnotherAsync(string stack)
    {
        var other = new StackReference(stack);
        return new()
        {
            ["address"] = other.RequireOutput("address"),
            ["key"] = other.GetOutput("key"),
            ["at once"] = await other.GetValueAsync("address"),
        };
    }
}
