using E3.LocalCloud.State;
using E3.LocalCloud.Wan;

namespace E3.LocalCloud.Network;

/// <summary>Finds this cloud its addresses and gives the operator a door to them.</summary>
internal sealed class OperatorNetwork(StateStore store, EmulatorSupervisor emulator, int port, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private const int Tries = 60;

    /// <summary>
    /// Joins the operator to the block kept in the state, or to the first that is free. Two clouds that choose at the same time cannot get
    /// the same one: the operator's interface is named after the block, and only one process can have it.
    /// </summary>
    public async Task JoinAsync(CancellationToken cancel)
    {
        if (store.Current.Block is { } kept && (!store.Current.Droplets.IsEmpty || !IsTaken(new AddressBlock(kept))))
        {
            await RejoinAsync(new AddressBlock(kept), cancel);
            await ReserveAsync(new AddressBlock(kept), cancel);
            return;
        }

        WanException? last = null;
        foreach (var number in Enumerable.Range(0, AddressBlock.Count).Where(number => !IsTaken(new AddressBlock(number))))
        {
            try
            {
                await JoinAsync(new AddressBlock(number), cancel);
                await store.UpdateAsync(state => state with { Block = number }, cancel);
                await ReserveAsync(new AddressBlock(number), cancel);
                return;
            }
            catch (WanException e)
            {
                last = e;
            }
        }

        throw new CloudException(
            $"none of the {AddressBlock.Count} networks of 198.18.0.0/15 is free on this machine: {last?.Message ?? "all have routes ('ip route')"}. "
            + "Other local clouds may be running: stop them with 'e3 cloud stop'.", last);
    }

    // The interface of a server that was killed a moment ago may still be going away.
    private async Task RejoinAsync(AddressBlock block, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (!IsTaken(block))
                {
                    await JoinAsync(block, cancel);
                    return;
                }

                if (attempt == Tries)
                    throw new CloudException(
                        $"the network {block.Network} of this cloud's droplets has another route now: {Other(block)}. "
                        + "Remove that route, or this cloud with 'e3 cloud stop --remove'.");
            }
            catch (WanException) when (attempt < Tries)
            {
                // Tried again below.
            }

            await Task.Delay(Pause, clock, cancel);
        }
    }

    private Task JoinAsync(AddressBlock block, CancellationToken cancel) =>
        emulator.AddOperatorAsync(new WanOperator(block.OperatorInterface, block.Operator, AddressBlock.PrefixLength), cancel);

    private async Task ReserveAsync(AddressBlock block, CancellationToken cancel)
    {
        var metric = Reservation.MetricOf(port);
        // An earlier start may have been on another port.
        if (store.Current.Reservation is { } earlier && earlier != metric)
            await Reservation.ReleaseAsync(earlier, cancel);
        await store.UpdateAsync(state => state.Reservation == metric ? state : state with { Reservation = metric }, cancel);
        await Reservation.HoldAsync(block, metric, cancel);
    }

    private bool IsTaken(AddressBlock block) => Other(block) is not null;

    /// <summary>A route into the block that is not this cloud's own reservation.</summary>
    private Route? Other(AddressBlock block) => Routes.Read().FirstOrDefault(route => route.Overlaps(block.Network)
        && !Reservation.IsOf(route, Reservation.MetricOf(port))
        && !(store.Current.Reservation is { } metric && Reservation.IsOf(route, metric)));
}
