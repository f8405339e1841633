using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Items;
using EditorAgent.Host.Gateway.Responses;
using EditorAgent.Tests.Sessions;
using Xunit;

namespace EditorAgent.Tests.Gateway;

public sealed class ResponseStoreTests
{
    [Fact]
    public void Find_WhenTheLifetimeIsOver_HasForgotten()
    {
        var time = new ManualTime();
        var store = new ResponseStore(time);
        store.Add(Response("resp_1", 10));
        time.Advance(ResponseStore.Lifetime - TimeSpan.FromSeconds(1));
        Assert.NotNull(store.Find("resp_1"));

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(store.Find("resp_1"));
        Assert.Null(store.FindItem("msg_of_resp_1"));
    }

    [Fact]
    public void Add_BeyondTheBounds_DropsTheOldest()
    {
        var store = new ResponseStore(new ManualTime());
        for (var number = 0; number <= ResponseStore.MostResponses; number++)
        {
            store.Add(Response($"resp_{number}", 10));
        }

        Assert.Null(store.Find("resp_0"));
        Assert.NotNull(store.Find("resp_1"));
        Assert.NotNull(store.FindItem("msg_of_resp_1"));

        for (var number = 0; number < 30; number++)
        {
            store.Add(Response($"large_{number}", 10_000_000));
        }

        Assert.Null(store.Find("resp_500"));
        Assert.Null(store.Find("large_0"));
        Assert.NotNull(store.Find("large_29"));
        Assert.True(store.Remove("large_29"));
        Assert.False(store.Remove("large_29"));
    }

    private static StoredResponse Response(string id, int bytes) =>
        new(id, new byte[bytes], [], [new Item.Message($"msg_of_{id}", "user", [new ContentPart.Text("x")], "completed")], []);
}
