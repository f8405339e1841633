using EditorAgent.BuiltInTools.Images;
using EditorAgent.Core.Models;
using EditorAgent.Core.Models.Images;
using EditorAgent.Core.Sessions;
using EditorAgent.Tests.Images;
using Xunit;

namespace EditorAgent.Tests.Agent;

public sealed class ImageIntakeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turn_WithAnImageThatIsTooLarge_SendsASmallerOne()
    {
        var model = new ModelInMemory(ModelInMemory.Says("seen"));
        await using var fixture = await StartAsync(model);

        await fixture.Agent.RunTurnAsync([new ContentPart.Text("look"), new ContentPart.Image("image/png", SmallPng.Plain(3000, 30))], Token);

        var sent = Assert.IsType<ContentPart.Image>(((Message.User)model.Requests[0].Messages[^1]).Content[1]);
        Assert.Equal(2000, ImageHeader.Read(sent.Data.Span)!.Width);
    }

    [Fact]
    public async Task Turn_WithADamagedImage_SendsALineAndTellsTheUser()
    {
        var model = new ModelInMemory(ModelInMemory.Says("seen"));
        await using var fixture = await StartAsync(model);

        await fixture.Agent.RunTurnAsync([new ContentPart.Text("look"), new ContentPart.Image("image/png", new byte[] { 1, 2, 3 })], Token);

        Assert.Contains("left out", Assert.IsType<ContentPart.Text>(((Message.User)model.Requests[0].Messages[^1]).Content[1]).Value, StringComparison.Ordinal);
        await fixture.Agent.Session.FlushAsync(Token);
        Assert.Equal("An image was left out", Assert.Single(fixture.Events.OfType<SessionEvent.Notice>()).Title);
    }

    [Fact]
    public async Task Turn_WithAModelThatTakesNoImages_SendsALineAndKeepsTheImageForAnother()
    {
        var blind = new ModelInMemory(ModelInMemory.Says("I cannot see."), ModelInMemory.Says("Still not.")) { Description = new ModelDescription("blind", "memory", 100_000, 8_000) { TakesImages = false } };
        var seeing = new ModelInMemory(ModelInMemory.Says("Now I see."));
        await using var fixture = await StartAsync(blind);
        await fixture.Agent.RunTurnAsync([new ContentPart.Text("look"), new ContentPart.Image("image/png", SmallPng.Plain(30, 30))], Token);
        await fixture.TurnAsync("and now?", Token);

        fixture.Agent.UseModel(seeing, "seeing");
        await fixture.TurnAsync("and now?", Token);

        Assert.DoesNotContain(blind.Requests.SelectMany(request => request.Messages).OfType<Message.User>().SelectMany(message => message.Content), part => part is ContentPart.Image);
        Assert.Same(blind.Requests[0].Messages[0], blind.Requests[1].Messages[0]);
        Assert.Contains(seeing.Requests[0].Messages.OfType<Message.User>().SelectMany(message => message.Content), part => part is ContentPart.Image);
        Assert.Contains(fixture.Events.OfType<SessionEvent.Notice>(), notice => notice.Title == "blind takes no images");
    }

    private static Task<AgentFixture> StartAsync(IChatModel model) =>
        AgentFixture.StartAsync(model, [], adjust: parts => parts with { Images = new ImageFitting(262_144, () => new ImageScaler()) });
}
