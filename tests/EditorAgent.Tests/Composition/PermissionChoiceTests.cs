using EditorAgent.Core.Tools;
using EditorAgent.Host.AgentClientProtocol.Permissions;
using EditorAgent.Protocol.ClientMethods;
using Xunit;

namespace EditorAgent.Tests.Composition;

public sealed class PermissionChoiceTests
{
    [Fact]
    public void Among_Choices_OffersEachOnceAndOneForNoneAndNothingThatLasts()
    {
        var choices = PermissionChoice.Among(["Europe (eu)", "us"]);

        Assert.Equal(["choice_0", "choice_1", "reject_once"], choices.Select(choice => choice.Option.OptionId));
        Assert.Equal(["Europe (eu)", "us", "Do not answer"], choices.Select(choice => choice.Option.Name));
        Assert.All(choices, choice => Assert.True(choice.Option.Kind is PermissionOptionKind.AllowOnce or PermissionOptionKind.RejectOnce));
        Assert.Equal([new PermissionAnswer.Chosen(0), new PermissionAnswer.Chosen(1), new PermissionAnswer.Reject(null)], choices.Select(choice => choice.Answer));
    }
}
