namespace Pulumi.Command;

/// <summary>Properties that are secret by nature.</summary>
internal static class Secret
{
    public static Input<T>? Of<T>(Input<T>? input) => input is null ? null : (Input<T>)Output.CreateSecret(input.ToOutput());
}
