using System.Text.Json.Serialization;
using E3.Benchmarks.Mpyc;
using E3.Benchmarks.Results;
using E3.Benchmarks.Running;

namespace E3.Benchmarks.Jobs;

/// <summary>What the parties compute. It is the same on every overlay, and part of the runner's input.</summary>
public sealed record Job
{
    /// <summary>How tables call it.</summary>
    public required string Name { get; init; }

    /// <summary>Which sort of program.</summary>
    public required JobKind Kind { get; init; }

    /// <summary>For MPyC: a demo's file name, or the path of a Python file on the operator's machine.</summary>
    public string? Program { get; init; }

    // What has a default is settable: the generated JSON reader would give an init-only property that is missing its type's zero
    // (https://github.com/dotnet/runtime/issues/84484).

    /// <summary>For MPyC: the program's arguments.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];

    /// <summary>For the floor: multiplications one after another, from 1.</summary>
    public int Rounds { get; set; } = 50;

    /// <summary>For the floor: bytes of every message, from 8.</summary>
    public int Bytes { get; set; } = 64;

    /// <summary>So many parties together learn nothing: below half of them. Null for the most there can be.</summary>
    public int? Threshold { get; init; }

    /// <summary>For MPyC: where it comes from; null when there is none, and then the job is skipped and says so.</summary>
    public MpycSource? Mpyc { get; init; }

    /// <summary>
    /// What is wrong with the job as it lies on this machine, such as a script or an MPyC that is not there; null when it can be run, or
    /// will be skipped for want of an MPyC. Reads files.
    /// </summary>
    public string? FindFault()
    {
        try
        {
            _ = Kind == JobKind.Mpyc ? MpycProgram.Find(this) : default;
            return null;
        }
        catch (MeasurementException fault)
        {
            return fault.Message;
        }
    }
}

/// <summary>Sorts of programs.</summary>
[JsonConverter(typeof(CamelCase<JobKind>))]
public enum JobKind
{
    /// <summary>The kernel in C#: Shamir-shared multiplications and next to nothing but the network's own time.</summary>
    Floor,

    /// <summary>A program for MPyC.</summary>
    Mpyc,
}

/// <summary>Where MPyC comes from.</summary>
/// <param name="Kind">Which way.</param>
/// <param name="Path">For <see cref="MpycKind.Path"/>: a folder of the operator's machine.</param>
public sealed record MpycSource(MpycKind Kind, string? Path = null);

/// <summary>Ways to come by MPyC.</summary>
[JsonConverter(typeof(CamelCase<MpycKind>))]
public enum MpycKind
{
    /// <summary>A source tree or a virtual environment of the operator's machine; hosts get a copy.</summary>
    Path,

    /// <summary>What each host's own python3 can import.</summary>
    System,
}
