using Pulumi;

namespace E3.Infra.Config;

/// <summary>The settings cannot be used; the message names every mistake. Pulumi shows it without a stack trace.</summary>
internal sealed class SettingsException(string message) : RunException(message);
