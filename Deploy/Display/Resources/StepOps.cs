using E3.Deploy.Display.Terminal;

namespace E3.Deploy.Display.Resources;

/// <summary>How Pulumi's operations on a resource are written: sign, colour, what it is doing and what it has done.</summary>
internal static class StepOps
{
    private static readonly string[] ReplacementParts = ["create-replacement", "delete-replaced", "discard-replaced", "read-replacement"];

    /// <summary>The order in which a summary counts operations.</summary>
    public static IReadOnlyList<string> InOrder { get; } =
    [
        "create", "update", "delete", "replace", "create-replacement", "delete-replaced", "refresh", "discard", "discard-replaced",
        "remove-pending-replace", "import", "import-replacement",
    ];

    public static bool IsSame(string op) => op == "same";

    /// <summary>Part of a replacement, which a person sees as one step.</summary>
    public static bool IsReplacement(string op) => op == "replace" || ReplacementParts.Contains(op);

    /// <summary>Two characters: what stands before a line about the operation.</summary>
    public static string Sign(string op) => op switch
    {
        "create" => "+ ",
        "delete" => "- ",
        "update" or "refresh" or "remove-pending-replace" => "~ ",
        "replace" => "+-",
        "create-replacement" => "++",
        "delete-replaced" => "--",
        "read" => "> ",
        "read-replacement" => ">>",
        "discard" => "< ",
        "discard-replaced" => "<<",
        "import" => "= ",
        "import-replacement" => "=>",
        _ => "  ",
    };

    public static Tone Tone(string op) => op switch
    {
        "create" or "import" or "create-replacement" => Terminal.Tone.Create,
        "delete" or "delete-replaced" or "discard" or "discard-replaced" => Terminal.Tone.Delete,
        "update" or "refresh" => Terminal.Tone.Update,
        "replace" or "read-replacement" or "import-replacement" => Terminal.Tone.Replace,
        "read" => Terminal.Tone.Read,
        _ => Terminal.Tone.Plain,
    };

    /// <summary>What is being done to the resource.</summary>
    public static string Doing(string op) => op switch
    {
        "same" => "",
        "create" => "creating",
        "update" => "updating",
        "delete" => "deleting",
        "replace" => "replacing",
        "create-replacement" => "creating replacement",
        "delete-replaced" => "deleting original",
        "read" => "reading",
        "read-replacement" => "reading for replacement",
        "refresh" => "refreshing",
        "discard" or "discard-replaced" => "discarding",
        "import" => "importing",
        "import-replacement" => "importing replacement",
        _ => op,
    };

    /// <summary>What has been done to the resource.</summary>
    public static string Done(string op) => op switch
    {
        "same" => "",
        "create" => "created",
        "update" => "updated",
        "delete" => "deleted",
        "replace" => "replaced",
        "create-replacement" => "created replacement",
        "delete-replaced" => "deleted original",
        "read" => "read",
        "read-replacement" => "read for replacement",
        "refresh" => "refreshed",
        "discard" or "discard-replaced" => "discarded",
        "import" => "imported",
        "import-replacement" => "imported replacement",
        _ => op,
    };
}
