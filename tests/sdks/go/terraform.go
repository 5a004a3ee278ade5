// What Terraform's AWS provider calls for builds, scripts, fleets and aliases: each is created, read, changed and deleted.
// The calls and their order are those that provider 5.100 was seen to make.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/gamelift"
	"github.com/aws/aws-sdk-go-v2/service/gamelift/types"
)

// aZip is the smallest zip file with a file in it, as far as anybody looks here.
var aZip = []byte("PK\x03\x04 and a script")

// Of each resource, as it is created and as it is changed.
var (
	firstTags   = []types.Tag{{Key: aws.String("n"), Value: aws.String("one")}, {Key: aws.String("old"), Value: aws.String("yes")}}
	changedTags = []types.Tag{{Key: aws.String("n"), Value: aws.String("two")}}
)

const mostLooks = 10

type provider struct {
	ctx    context.Context
	client *gamelift.Client
}

// until looks again and again, as the provider does while a resource is not what it is to become.
func until(what string, look func() bool) {
	for range mostLooks {
		if look() {
			return
		}
	}
	log.Fatalf("%s: not after %d looks", what, mostLooks)
}

func gone(_ any, err error) bool {
	var notFound *types.NotFoundException
	return errors.As(err, &notFound)
}

func (p provider) tags(arn *string) map[string]string {
	found := map[string]string{}
	asked := &gamelift.ListTagsForResourceInput{ResourceARN: arn}
	for _, tag := range must(p.client.ListTagsForResource(p.ctx, asked)).Tags {
		found[aws.ToString(tag.Key)] = aws.ToString(tag.Value)
	}
	return found
}

// retag takes the tag `old` away and gives `n` another value: two calls, the removal first.
func (p provider) retag(arn *string) {
	must(p.client.UntagResource(p.ctx, &gamelift.UntagResourceInput{ResourceARN: arn, TagKeys: []string{"old"}}))
	must(p.client.TagResource(p.ctx, &gamelift.TagResourceInput{ResourceARN: arn, Tags: changedTags}))
}

func (p provider) build(id *string) *types.Build {
	return must(p.client.DescribeBuild(p.ctx, &gamelift.DescribeBuildInput{BuildId: id})).Build
}

func (p provider) sayBuild(step string, id *string) {
	build := p.build(id)
	say(step, fields{
		"Name":            build.Name,
		"Version":         build.Version,
		"OperatingSystem": build.OperatingSystem,
		"tags":            p.tags(build.BuildArn),
	})
}

func (p provider) makeBuild() *types.Build {
	made := must(p.client.CreateBuild(p.ctx, &gamelift.CreateBuildInput{
		Name:            aws.String("build"),
		Version:         aws.String("1"),
		OperatingSystem: types.OperatingSystemAmazonLinux2023,
		StorageLocation: &types.S3Location{
			Bucket:  aws.String("bucket"),
			Key:     aws.String("build.zip"),
			RoleArn: aws.String("arn:aws:iam::000000000000:role/reader"),
		},
		Tags: firstTags,
	})).Build
	until("the build is READY", func() bool { return p.build(made.BuildId).Status == types.BuildStatusReady })
	p.sayBuild("build, created", made.BuildId)
	return made
}

func (p provider) changeBuild(made *types.Build) {
	p.retag(made.BuildArn)
	must(p.client.UpdateBuild(p.ctx, &gamelift.UpdateBuildInput{
		BuildId: made.BuildId,
		Name:    aws.String("build-two"),
		Version: aws.String("2"),
	}))
	p.sayBuild("build, changed", made.BuildId)
}

func (p provider) sayScript(step string, id *string) {
	script := must(p.client.DescribeScript(p.ctx, &gamelift.DescribeScriptInput{ScriptId: id})).Script
	say(step, fields{
		"Name":        script.Name,
		"Version":     script.Version,
		"SizeOnDisk":  script.SizeOnDisk,
		"hasLocation": script.StorageLocation != nil && script.StorageLocation.Bucket != nil,
		"tags":        p.tags(script.ScriptArn),
	})
}

func (p provider) makeScript() *types.Script {
	made := must(p.client.CreateScript(p.ctx, &gamelift.CreateScriptInput{
		Name:    aws.String("script"),
		ZipFile: aZip,
		Tags:    firstTags,
	})).Script
	p.sayScript("script, created", made.ScriptId)
	return made
}

func (p provider) changeScript(made *types.Script) {
	p.retag(made.ScriptArn)
	must(p.client.UpdateScript(p.ctx, &gamelift.UpdateScriptInput{
		ScriptId: made.ScriptId,
		Name:     aws.String("script-two"),
		Version:  aws.String("2"),
		ZipFile:  append(aZip, "s"...),
	}))
	p.sayScript("script, changed", made.ScriptId)
}

func permission(port int32) types.IpPermission {
	return types.IpPermission{
		FromPort: aws.Int32(port),
		ToPort:   aws.Int32(port),
		IpRange:  aws.String("10.0.0.0/8"),
		Protocol: types.IpProtocolUdp,
	}
}

func running(processes int32) *types.RuntimeConfiguration {
	return &types.RuntimeConfiguration{
		GameSessionActivationTimeoutSeconds: aws.Int32(35),
		ServerProcesses: []types.ServerProcess{{
			ConcurrentExecutions: aws.Int32(processes),
			LaunchPath:           aws.String("/local/game/server"),
		}},
	}
}

func limitedTo(perCreator int32) *types.ResourceCreationLimitPolicy {
	return &types.ResourceCreationLimitPolicy{
		NewGameSessionsPerCreator: aws.Int32(perCreator),
		PolicyPeriodInMinutes:     aws.Int32(25),
	}
}

func (p provider) fleets(id *string) []types.FleetAttributes {
	asked := &gamelift.DescribeFleetAttributesInput{FleetIds: []string{*id}}
	return must(p.client.DescribeFleetAttributes(p.ctx, asked)).FleetAttributes
}

func (p provider) sayFleet(step string, id *string) {
	fleet := p.fleets(id)[0]
	var ports []string
	asked := &gamelift.DescribeFleetPortSettingsInput{FleetId: id}
	for _, each := range must(p.client.DescribeFleetPortSettings(p.ctx, asked)).InboundPermissions {
		ports = append(ports, fmt.Sprintf("%d-%d %s", *each.FromPort, *each.ToPort, each.Protocol))
	}
	limits := fleet.ResourceCreationLimitPolicy
	say(step, fields{
		"Name":            fleet.Name,
		"Description":     fleet.Description,
		"OperatingSystem": fleet.OperatingSystem,
		"FleetType":       fleet.FleetType,
		"InstanceType":    fleet.InstanceType,
		"MetricGroups":    fleet.MetricGroups,
		"Protection":      fleet.NewGameSessionProtectionPolicy,
		"limits":          []int32{*limits.NewGameSessionsPerCreator, *limits.PolicyPeriodInMinutes},
		"Certificate":     fleet.CertificateConfiguration.CertificateType,
		"ports":           ports,
		"tags":            p.tags(fleet.FleetArn),
	})
}

func (p provider) makeFleet(build *types.Build) types.FleetAttributes {
	made := must(p.client.CreateFleet(p.ctx, &gamelift.CreateFleetInput{
		Name:                           aws.String("fleet"),
		Description:                    aws.String("one"),
		BuildId:                        build.BuildId,
		EC2InstanceType:                types.EC2InstanceTypeC5Large,
		FleetType:                      types.FleetTypeOnDemand,
		EC2InboundPermissions:          []types.IpPermission{permission(8080), permission(9090)},
		MetricGroups:                   []string{"all"},
		NewGameSessionProtectionPolicy: types.ProtectionPolicyFullProtection,
		ResourceCreationLimitPolicy:    limitedTo(4),
		RuntimeConfiguration:           running(1),
		CertificateConfiguration:       &types.CertificateConfiguration{CertificateType: types.CertificateTypeGenerated},
		Tags:                           firstTags,
	})).FleetAttributes
	until("the fleet is ACTIVE", func() bool { return p.fleets(made.FleetId)[0].Status == types.FleetStatusActive })
	must(p.client.DescribeFleetEvents(p.ctx, &gamelift.DescribeFleetEventsInput{FleetId: made.FleetId}))
	p.sayFleet("fleet, created", made.FleetId)
	return *made
}

func (p provider) changeFleet(made types.FleetAttributes) {
	p.retag(made.FleetArn)
	must(p.client.UpdateFleetAttributes(p.ctx, &gamelift.UpdateFleetAttributesInput{
		FleetId:                        made.FleetId,
		Name:                           aws.String("fleet-two"),
		Description:                    aws.String("two"),
		MetricGroups:                   []string{"all"},
		NewGameSessionProtectionPolicy: types.ProtectionPolicyNoProtection,
		ResourceCreationLimitPolicy:    limitedTo(5),
	}))
	must(p.client.UpdateFleetPortSettings(p.ctx, &gamelift.UpdateFleetPortSettingsInput{
		FleetId:                         made.FleetId,
		InboundPermissionAuthorizations: []types.IpPermission{permission(7070)},
		InboundPermissionRevocations:    []types.IpPermission{permission(8080)},
	}))
	must(p.client.UpdateRuntimeConfiguration(p.ctx, &gamelift.UpdateRuntimeConfigurationInput{
		FleetId:              made.FleetId,
		RuntimeConfiguration: running(2),
	}))
	p.sayFleet("fleet, changed", made.FleetId)
}

func (p provider) sayAlias(step string, id *string) {
	alias := must(p.client.DescribeAlias(p.ctx, &gamelift.DescribeAliasInput{AliasId: id})).Alias
	say(step, fields{
		"Name":        alias.Name,
		"Description": alias.Description,
		"Type":        alias.RoutingStrategy.Type,
		"hasFleet":    alias.RoutingStrategy.FleetId != nil,
		"Message":     alias.RoutingStrategy.Message,
		"tags":        p.tags(alias.AliasArn),
	})
}

func (p provider) makeAlias(fleet types.FleetAttributes) *types.Alias {
	made := must(p.client.CreateAlias(p.ctx, &gamelift.CreateAliasInput{
		Name:            aws.String("alias"),
		Description:     aws.String("one"),
		RoutingStrategy: &types.RoutingStrategy{Type: types.RoutingStrategyTypeSimple, FleetId: fleet.FleetId},
		Tags:            firstTags,
	})).Alias
	p.sayAlias("alias, created", made.AliasId)
	return made
}

func (p provider) changeAlias(made *types.Alias) {
	p.retag(made.AliasArn)
	must(p.client.UpdateAlias(p.ctx, &gamelift.UpdateAliasInput{
		AliasId:         made.AliasId,
		Name:            aws.String("alias-two"),
		Description:     aws.String("two"),
		RoutingStrategy: &types.RoutingStrategy{Type: types.RoutingStrategyTypeTerminal, Message: aws.String("bye")},
	}))
	p.sayAlias("alias, changed", made.AliasId)
}

// terraform is the life of the four kinds of resources, in the order of what refers to what.
func terraform(ctx context.Context, client *gamelift.Client) {
	p := provider{ctx, client}
	build, script := p.makeBuild(), p.makeScript()
	fleet := p.makeFleet(build)
	alias := p.makeAlias(fleet)
	p.changeBuild(build)
	p.changeScript(script)
	p.changeFleet(fleet)
	p.changeAlias(alias)

	must(client.DeleteAlias(ctx, &gamelift.DeleteAliasInput{AliasId: alias.AliasId}))
	must(client.DeleteFleet(ctx, &gamelift.DeleteFleetInput{FleetId: fleet.FleetId}))
	until("the fleet is gone", func() bool { return len(p.fleets(fleet.FleetId)) == 0 })
	must(client.DeleteScript(ctx, &gamelift.DeleteScriptInput{ScriptId: script.ScriptId}))
	must(client.DeleteBuild(ctx, &gamelift.DeleteBuildInput{BuildId: build.BuildId}))
	say("gone", fields{
		"alias":  gone(client.DescribeAlias(ctx, &gamelift.DescribeAliasInput{AliasId: alias.AliasId})),
		"script": gone(client.DescribeScript(ctx, &gamelift.DescribeScriptInput{ScriptId: script.ScriptId})),
		"build":  gone(client.DescribeBuild(ctx, &gamelift.DescribeBuildInput{BuildId: build.BuildId})),
		"tags":   gone(client.ListTagsForResource(ctx, &gamelift.ListTagsForResourceInput{ResourceARN: fleet.FleetArn})),
	})
}
