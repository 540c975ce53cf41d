namespace E3.Engine.State;

/// <summary>What checkpoint and journal call an operation under way.</summary>
internal static class OperationTypes
{
    public static string Name(PendingOperationType type) => type switch
    {
        PendingOperationType.Creating => "creating",
        PendingOperationType.Updating => "updating",
        PendingOperationType.Deleting => "deleting",
        _ => "reading",
    };

    public static PendingOperationType Parse(string? name) => name switch
    {
        "creating" or "importing" => PendingOperationType.Creating,
        "updating" => PendingOperationType.Updating,
        "deleting" => PendingOperationType.Deleting,
        "reading" => PendingOperationType.Reading,
        _ => throw new EngineException($"the state has a pending operation of unknown type '{name}'"),
    };
}
