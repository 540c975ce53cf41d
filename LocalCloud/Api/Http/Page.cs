using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;

namespace E3.LocalCloud.Api.Http;

/// <summary>DigitalOcean's pagination: <c>page</c> from 1, <c>per_page</c> 20 unless given and at most 200; links and a total in the answer.</summary>
internal static class Page
{
    private const int DefaultSize = 20;
    private const int LargestSize = 200;

    /// <summary>The body of a listing: the page asked for under <paramref name="name"/>, with <c>links</c> and <c>meta</c>.</summary>
    public static Reply List<T, TView>(Call call, string name, IEnumerable<T> all, Func<T, TView> view)
    {
        var number = Read(call, "page", 1, int.MaxValue);
        var size = Read(call, "per_page", DefaultSize, LargestSize);
        var items = all.ToImmutableArray();
        var last = Math.Max(1, (items.Length + size - 1) / size);
        var shown = items.Skip((int)Math.Min(int.MaxValue, (long)(number - 1) * size)).Take(size).Select(view).ToArray();
        return Reply.Ok(new Dictionary<string, object>
        {
            [name] = shown,
            ["links"] = Links(call, number, last),
            ["meta"] = new { Total = items.Length },
        });
    }

    private static Dictionary<string, object> Links(Call call, int number, int last)
    {
        var pages = new Dictionary<string, string>();
        if (number > 1)
        {
            pages["first"] = Address(call, 1);
            pages["prev"] = Address(call, Math.Min(number - 1, last));
        }

        if (number < last)
        {
            pages["last"] = Address(call, last);
            pages["next"] = Address(call, number + 1);
        }

        return pages.Count == 0 ? [] : new() { ["pages"] = pages };
    }

    private static string Address(Call call, int page)
    {
        var query = new QueryBuilder(call.Request.Query
            .Where(pair => pair.Key != "page")
            .SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? ""))))
        {
            { "page", page.ToString(CultureInfo.InvariantCulture) },
        };
        return $"{call.Origin}{call.Request.Path}{query.ToQueryString()}";
    }

    private static int Read(Call call, string name, int otherwise, int most)
    {
        var text = call.Query(name);
        if (string.IsNullOrEmpty(text))
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1
            ? Math.Min(value, most)
            : throw ApiException.BadRequest($"{name} must be a number from 1 on, not '{text}'.");
    }
}
