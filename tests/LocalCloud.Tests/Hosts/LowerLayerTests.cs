using E3.LocalCloud.Hosts;

namespace E3.LocalCloud.Tests.Hosts;

public sealed class LowerLayerTests
{
    [Test]
    public void Real_file_systems_are_seen_and_private_and_masked_ones_are_not()
    {
        const string mounts =
            """
            27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
            22 27 0:21 / /proc rw,relatime - proc proc rw
            30 27 254:1 / /usr rw,relatime shared:3 master:1 - ext4 /dev/vdb rw
            31 30 254:2 / /usr/share rw,relatime - xfs /dev/vdc rw
            32 27 254:3 / /home rw,relatime - ext4 /dev/vdd rw
            33 27 0:30 / /var/tmp rw,relatime - tmpfs tmpfs rw
            34 27 254:4 / /var/lib rw,relatime - btrfs /dev/vde rw
            35 27 254:5 / /etc/hostname rw,relatime - ext4 /dev/vda rw
            """;
        Assert.That(LowerLayer.Read(mounts, ["/var/lib"]).Mounts, Is.EqualTo(new[] { "/usr", "/usr/share" }));
    }
}
