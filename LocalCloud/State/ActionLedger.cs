namespace E3.LocalCloud.State;

/// <summary>The actions of an account.</summary>
internal static class ActionLedger
{
    private const int KeptActions = 1000;

    /// <summary>The state with actions that were in progress ended; the oldest of many ended ones are forgotten.</summary>
    public static CloudState Closed(this CloudState state, Func<CloudAction, bool> which, string status, DateTimeOffset now)
    {
        var closed = state.Actions.Values
            .Where(action => action.Status == CloudAction.InProgress && which(action))
            .Select(action => KeyValuePair.Create(action.Id, action with { Status = status, CompletedAt = now }))
            .ToArray();
        if (closed.Length == 0)
            return state;
        var actions = state.Actions.SetItems(closed);
        return state with
        {
            Actions = actions.RemoveRange(actions.Values.Where(action => action.Status != CloudAction.InProgress)
                .Select(action => action.Id).SkipLast(KeptActions)),
        };
    }
}
