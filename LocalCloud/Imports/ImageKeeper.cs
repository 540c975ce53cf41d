using E3.LocalCloud.Droplets;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Imports;

/// <summary>Fetches the images that were asked for and transfers them to other regions, and goes on with both when the server starts again.</summary>
internal sealed class ImageKeeper : IDisposable
{
    private readonly StateStore _store;
    private readonly ImageDownload _download;
    private readonly Func<Uri> _spaces;
    private readonly CloudLog _log;
    private readonly TimeProvider _clock;
    private readonly Lanes _lanes;

    /// <param name="store">Where images are kept.</param>
    /// <param name="settings">How large an image may be.</param>
    /// <param name="spaces">Where this cloud itself is reached.</param>
    /// <param name="log">Takes what became of imports.</param>
    /// <param name="clock">Says the time.</param>
    public ImageKeeper(StateStore store, CloudSettings settings, Func<Uri> spaces, CloudLog log, TimeProvider clock)
    {
        (_store, _spaces, _log, _clock) = (store, spaces, log, clock);
        _download = new ImageDownload(settings, clock);
        _lanes = new Lanes((id, e) => log.Error($"image {id}: {e}"));
    }

    public void Import(long id) => _lanes.Add(id, cancel => ImportAsync(id, cancel));

    public void Transfer(CloudAction action) => _lanes.Add(action.Image!.Value, cancel => TransferAsync(action, cancel));

    /// <summary>Ends what is under way for an image that has been deleted.</summary>
    public void Abandon(long id) => _lanes.Add(id, _ => Task.CompletedTask, urgent: true);

    /// <summary>Takes up the work an earlier server left.</summary>
    public void Resume()
    {
        foreach (var image in _store.Current.VisibleImages().Where(image => image.Status is ImageStatus.New or ImageStatus.Pending))
            Import(image.Id);
        foreach (var action in _store.Current.Actions.Values.Where(action => action.Image is not null && action.Status == CloudAction.InProgress))
            Transfer(action);
    }

    public Task DrainAsync() => _lanes.DrainAsync();

    /// <summary>Ends what is under way where it is; the next start takes it up.</summary>
    public Task StopAsync() => _lanes.StopAsync();

    public void Dispose()
    {
        _lanes.Dispose();
        _download.Dispose();
    }

    private async Task ImportAsync(long id, CancellationToken cancel)
    {
        if (_store.Current.CustomImage(id) is not { Status: ImageStatus.New or ImageStatus.Pending } image)
            return;
        await ChangeAsync(id, now => now with { Status = ImageStatus.Pending }, cancel);
        var shown = $"image {id} ({image.Name}) from {ImageDownload.Shown(image.Url)}";
        try
        {
            var bytes = await _download.FetchAsync(new Uri(image.Url), _spaces(), cancel);
            await ChangeAsync(id, now => now with { Status = ImageStatus.Available, Bytes = bytes }, cancel);
            _log.Info($"{shown}: {bytes} bytes imported");
        }
#pragma warning disable CA1031 // Whatever kept an image from coming is told in its error_message and the log.
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var why = e is CloudException ? e.Message : $"The import failed: {e.Message}";
            _log.Error($"{shown}: {(e is CloudException ? why : e)}");
            await ChangeAsync(id, now => now with { Status = ImageStatus.Deleted, Error = why }, cancel);
        }
    }

    private Task TransferAsync(CloudAction action, CancellationToken cancel) => _store.UpdateAsync(
        state =>
        {
            var image = state.CustomImage(action.Image!.Value);
            var next = image is null || image.Regions.Contains(action.Region) ? state : state.With(image with { Regions = image.Regions.Add(action.Region) });
            return next.Closed(open => open.Id == action.Id, image is null ? CloudAction.Errored : CloudAction.Completed, _clock.GetUtcNow());
        },
        cancel);

    // One that was deleted meanwhile stays so.
    private Task ChangeAsync(long id, Func<CustomImage, CustomImage> change, CancellationToken cancel) =>
        _store.UpdateAsync(state => state.CustomImage(id) is { } now ? state.With(change(now)).WithoutOldImages() : state, cancel);
}
