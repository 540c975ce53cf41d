using E3.Deploy.Display.Resources;
using E3.Engine.Events;
using E3.Engine.Properties;

namespace E3.Deploy.Costs;

/// <summary>Works out, from the steps of an operation, what it does to the bill: droplets, volumes, idle reserved addresses, Spaces.</summary>
internal sealed class CostCalculation(OperationView view, PriceList prices)
{
    private const string Droplet = "digitalocean:index/droplet:Droplet";
    private const string Volume = "digitalocean:index/volume:Volume";
    private const string ReservedIp = "digitalocean:index/reservedIp:ReservedIp";
    private const string Assignment = "digitalocean:index/reservedIpAssignment:ReservedIpAssignment";
    private const string Bucket = "digitalocean:index/spacesBucket:SpacesBucket";

    private readonly CostChange _change = new();

    /// <summary>Whether the operation touches a resource whose price only the API knows.</summary>
    public static bool NeedsSizes(OperationView view) => view.Rows.Any(row => row.Parts.Type == Droplet && IsChange(row));

    public CostChange Run()
    {
        foreach (var row in view.Rows.Where(IsChange))
        {
            switch (row.Parts.Type)
            {
                case Droplet:
                    Differ(row, DropletCost);
                    break;
                case Volume:
                    Differ(row, VolumeCost);
                    break;
            }
        }

        CountIdleAddresses();
        CountSpaces();
        return _change;
    }

    private static bool IsChange(ResourceRow row) => row.Outcome is not ("same" or "read") && row.Step is not null;

    private void Differ(ResourceRow row, Func<StepEventStateMetadata, (Cost? Cost, string Lack)> price)
    {
        var (before, beforeLack) = Exists(row, old: true) is { } old ? price(old) : (Cost.Zero, "");
        var (after, afterLack) = Exists(row, old: false) is { } fresh ? price(fresh) : (Cost.Zero, "");
        if (before is { } was && after is { } willBe)
        {
            _change.Add(row.Urn, willBe - was);
        }
        else
        {
            _change.AddUnknown(row.Urn, after is null ? afterLack : beforeLack);
        }
    }

    /// <summary>The resource before or after the step where it exists then: what is imported was there and billed before.</summary>
    private static StepEventStateMetadata? Exists(ResourceRow row, bool old) => (row.Outcome, old) switch
    {
        ("create", true) or ("delete", false) or ("discard", _) => null,
        ("import", true) => row.Step!.New,
        (_, true) => row.Step!.Old,
        _ => row.Step!.New,
    };

    private (Cost? Cost, string Lack) DropletCost(StepEventStateMetadata droplet) => (prices.Sizes, Text(droplet, "size")) switch
    {
        (null, _) => (null, prices.Lack ?? ""),
        (_, null) => (null, "a droplet's size is known after apply"),
        ({ } sizes, { } size) when sizes.TryGetValue(size, out var cost) => (cost, ""),
        (_, { } size) => (null, $"the API has no price of size '{size}'"),
    };

    private static (Cost? Cost, string Lack) VolumeCost(StepEventStateMetadata volume) => volume.Inputs.GetValueOrDefault("size")?.Reveal() is PropertyValue.Number { Value: var gib }
        ? (new Cost(PriceList.VolumeGiB.Monthly * (decimal)gib, PriceList.VolumeGiB.Hourly * (decimal)gib), "")
        : (null, "a volume's size is known after apply");

    /// <summary>An address costs only while no droplet has it: neither named by the address itself nor by an assignment.</summary>
    private void CountIdleAddresses()
    {
        var before = view.Rows.Count(row => row.Parts.Type == Assignment && Exists(row, old: true) is not null);
        var after = view.Rows.Count(row => row.Parts.Type == Assignment && row.Outcome != "delete");
        foreach (var row in view.Rows.Where(row => row.Parts.Type == ReservedIp && row.Step is not null).OrderBy(row => row.Urn, StringComparer.Ordinal))
        {
            // Which address an assignment takes is often known after apply only: each takes one.
            var was = IsIdle(Exists(row, old: true), ref before);
            var willBe = IsIdle(Exists(row, old: false), ref after);
            if (was != willBe)
            {
                _change.Add(row.Urn, willBe ? PriceList.IdleReservedIp : Cost.Zero - PriceList.IdleReservedIp);
                _change.Notes.Add("A reserved address costs only while no droplet has it.");
            }
        }
    }

    private static bool IsIdle(StepEventStateMetadata? address, ref int assignments)
    {
        if (address is null || address.Inputs.GetValueOrDefault("dropletId") is { } and not PropertyValue.Null)
        {
            return false;
        }

        return assignments-- <= 0;
    }

    /// <summary>The subscription is the account's: one price for all of its buckets.</summary>
    private void CountSpaces()
    {
        var buckets = view.Rows.Where(row => row.Parts.Type == Bucket && row.Step is not null).OrderBy(row => row.Urn, StringComparer.Ordinal).ToList();
        var (before, after) = (buckets.Count(row => Exists(row, old: true) is not null), buckets.Count(row => Exists(row, old: false) is not null));
        if ((before > 0) == (after > 0))
        {
            return;
        }

        var first = buckets.First(row => row.Outcome is "create" or "delete");
        _change.Add(first.Urn, after > 0 ? PriceList.Spaces : Cost.Zero - PriceList.Spaces);
        _change.Notes.Add("Spaces is one subscription for all buckets of the account: if it has others, nothing changes.");
    }

    private static string? Text(StepEventStateMetadata state, string property) => state.Inputs.GetValueOrDefault(property)?.Reveal() is PropertyValue.Text { Value: var text } ? text : null;
}
