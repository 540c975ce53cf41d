using System.Collections.Immutable;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.LookUps;

/// <summary>getAccount, getSshKey(s), getTag(s).</summary>
internal sealed class AccountLookUps(Connection connection)
{
    private static readonly ImmutableArray<RecordField> KeyFields =
        [new("id", PropertyKind.Number), new("name", PropertyKind.Text), new("public_key", PropertyKind.Text), new("fingerprint", PropertyKind.Text)];

    private static readonly ImmutableArray<RecordField> TagFields =
    [
        new("name", PropertyKind.Text), new("total_resource_count", PropertyKind.Number), new("droplets_count", PropertyKind.Number),
        new("images_count", PropertyKind.Number), new("volumes_count", PropertyKind.Number), new("volume_snapshots_count", PropertyKind.Number),
        new("databases_count", PropertyKind.Number),
    ];

    private DigitalOceanApi Api => connection.Api;

    public IEnumerable<IFunction> All =>
    [
        new LookUp("getAccount", [], AccountAsync),
        new LookUp("getSshKey", [PropertySpec.Text("name") with { Required = true }], KeyAsync),
        new RecordListing("getSshKeys", "sshKeys", KeyFields, async (_, cancel) => (await KeysAsync(cancel)).Select(Record)),
        new LookUp("getTag", [PropertySpec.Text("name") with { Required = true }], TagAsync),
        new RecordListing("getTags", "tags", TagFields,
            async (_, cancel) => (await Api.ListAsync<TagList, Tag>("/v2/tags", page => page.Tags, cancel)).Select(tag => TagResource.Outputs(tag).Without("id"))),
    ];

    private async Task<PropertyMap> AccountAsync(PropertyMap arguments, CancellationToken cancel)
    {
        var account = (await Api.Client.SendAsync<AccountAnswer>(HttpMethod.Get, "/v2/account", null, cancel)).Account;
        return PropertyMap.Empty
            .With("id", account.Uuid)
            .With("uuid", account.Uuid)
            .With("email", account.Email)
            .With("emailVerified", account.EmailVerified)
            .With("status", account.Status)
            .With("statusMessage", account.StatusMessage)
            .With("dropletLimit", account.DropletLimit)
            .With("floatingIpLimit", account.FloatingIpLimit);
    }

    private async Task<PropertyMap> KeyAsync(PropertyMap arguments, CancellationToken cancel)
    {
        var name = arguments.Text("name")!;
        return Record(LookUp.Only((await KeysAsync(cancel)).FindAll(key => key.Name == name), $"ssh key with name {name}"));
    }

    private async Task<PropertyMap> TagAsync(PropertyMap arguments, CancellationToken cancel)
    {
        var name = arguments.Text("name")!;
        return TagResource.Outputs(LookUp.There(await Api.Client.GetAsync<TagAnswer>(ResourceTags.PathOf(name), cancel), $"tag {name}").Tag);
    }

    private Task<List<SshKey>> KeysAsync(CancellationToken cancel) => Api.ListAsync<SshKeyList, SshKey>("/v2/account/keys", page => page.SshKeys, cancel);

    private static PropertyMap Record(SshKey key) => PropertyMap.Empty
        .With("id", key.Id)
        .With("name", key.Name)
        .With("publicKey", key.PublicKey)
        .With("fingerprint", key.Fingerprint);
}
