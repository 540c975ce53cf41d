namespace Pulumi.Automation.EventLogs;

/// <summary>Where the command writes the events of an operation, and where they are read.</summary>
internal interface IEventLog : IAsyncDisposable
{
    /// <summary>What the command is told: a path, or <c>tcp://host:port</c>.</summary>
    string Address { get; }

    /// <summary>Comes back when everything that was written is read. The command has ended before this is called.</summary>
    Task CompleteAsync();
}
