using E3.Deploy.Stacks;
using E3.Engine.Properties;
using E3.Engine.Providers;

namespace E3.Deploy.Costs;

/// <summary>Asks the cloud for the prices of its sizes, through the stack's own provider: its token, its endpoint.</summary>
internal static class PriceLookUp
{
    private const string Package = "digitalocean";
    private const string GetSizes = "digitalocean:index/getSizes:getSizes";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The prices, or a list without them that says why; nothing that goes wrong here is worth failing a preview for.</summary>
    public static async Task<PriceList> AskAsync(StackContext context, CancellationToken cancel)
    {
        var host = context.Host;
        var services = new ProviderServices(host.Clock, host.Http.Value, host.Environment, context.Project.ProgramFolder);
        if (BuiltInProviders.With(services)(Package) is not { } provider)
        {
            return PriceList.Without($"the engine has no provider '{Package}'");
        }

        try
        {
            var config = await SettingsAsync(context, cancel);
            if (!config.ContainsKey("token") && Variable("DIGITALOCEAN_TOKEN") is null && Variable("DIGITALOCEAN_ACCESS_TOKEN") is null)
            {
                return PriceList.Without("no token: set digitalocean:token (a secret) or DIGITALOCEAN_TOKEN");
            }

            using var patience = new CancellationTokenSource(Patience, host.Clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
            await provider.ConfigureAsync(config.With("httpRetryMax", new PropertyValue.Number(0)), either.Token);
            var answer = await provider.InvokeAsync(GetSizes, PropertyMap.Empty, either.Token);
            return new PriceList(Sizes(answer), null);
        }
        catch (Exception failure) when (failure is ProviderException or HttpRequestException || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return PriceList.Without($"the sizes could not be read: {(failure is OperationCanceledException ? "no answer" : failure.Message)}");
        }

        string? Variable(string name) => host.Environment(name) is { Length: > 0 } value ? value : null;
    }

    private static async Task<PropertyMap> SettingsAsync(StackContext context, CancellationToken cancel)
    {
        var prefix = Package + ":";
        return PropertyMap.From((await context.ConfigAsync(cancel)).Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(entry => KeyValuePair.Create<string, PropertyValue>(entry.Key[prefix.Length..], new PropertyValue.Text(entry.Value.Value))));
    }

    private static Dictionary<string, Cost> Sizes(PropertyMap answer)
    {
        var prices = new Dictionary<string, Cost>(StringComparer.Ordinal);
        foreach (var size in ((PropertyValue.List)answer["sizes"].Reveal()).Items.OfType<PropertyValue.Map>().Select(map => map.Properties))
        {
            prices[((PropertyValue.Text)size["slug"]).Value] = new Cost(Dollars(size["priceMonthly"]), Dollars(size["priceHourly"]));
        }

        return prices;

        static decimal Dollars(PropertyValue value) => (decimal)((PropertyValue.Number)value).Value;
    }
}
