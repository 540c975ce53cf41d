namespace E3.Infra.Overlays;

/// <summary>What connecting this way means for security, privacy and effort; one sentence each, for a person to compare.</summary>
/// <param name="Trust">Who could read, change or stop the traffic, besides the hosts themselves.</param>
/// <param name="Encryption">What is encrypted between two hosts, and how.</param>
/// <param name="Identity">What proves who a party is.</param>
/// <param name="ByHandFirst">What a person must do once, before the first run.</param>
/// <param name="ByHandEachTime">What a person must do for every run.</param>
/// <param name="ByHandAfterwards">What a person must clean up.</param>
internal sealed record OverlayProfile(
    string Trust,
    string Encryption,
    string Identity,
    string ByHandFirst,
    string ByHandEachTime,
    string ByHandAfterwards);
