using System.Collections.Immutable;

namespace E3.LocalCloud.State;

/// <summary>The custom images of an account. One that is deleted is kept while a droplet is of it; of failed imports the latest are kept, to say why.</summary>
internal static class ImageLedger
{
    private const int KeptFailures = 100;

    /// <summary>An image that has not been deleted.</summary>
    public static CustomImage? CustomImage(this CloudState state, long id) =>
        state.CustomImages.GetValueOrDefault(id) is { Status: not ImageStatus.Deleted } image ? image : null;

    /// <summary>The images in the account: what failed or was deleted is not.</summary>
    public static IEnumerable<CustomImage> VisibleImages(this CloudState state) => state.CustomImages.Values.Where(image => image.Status != ImageStatus.Deleted);

    public static CloudState With(this CloudState state, CustomImage image) => state with { CustomImages = state.CustomImages.SetItem(image.Id, image) };

    /// <summary>The state without what nobody will ask for any more.</summary>
    public static CloudState WithoutOldImages(this CloudState state)
    {
        var used = state.Droplets.Values.Select(droplet => droplet.Image).ToHashSet();
        var gone = state.CustomImages.Values.Where(image => image.Status == ImageStatus.Deleted && !used.Contains(image.Id)).ToImmutableArray();
        var old = gone.Where(image => image.Error is null).Concat(gone.Where(image => image.Error is not null).SkipLast(KeptFailures));
        return state with { CustomImages = state.CustomImages.RemoveRange(old.Select(image => image.Id)) };
    }
}
