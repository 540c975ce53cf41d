using E3.Deploy.Display.Resources;
using E3.Engine.Events;

namespace E3.Deploy.Display.Progress;

/// <summary>Shows one operation while it runs; disposing it says how it ended.</summary>
internal interface IOperationDisplay : IEngineEvents, IDisposable
{
    OperationView View { get; }
}
