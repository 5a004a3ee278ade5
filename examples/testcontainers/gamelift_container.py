"""The emulator's image as a container of testcontainers-python 4.15: ready once its own health check says so."""

from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import HealthcheckWaitStrategy

from emulator.testing import GameLift

PORT = 4600


class GameLiftContainer(DockerContainer):
    """`with GameLiftContainer() as container: container.gamelift().client()`"""

    def __init__(self, image: str = "gamelift-emulator") -> None:
        super().__init__(image)
        self.with_exposed_ports(PORT)
        self.with_env("GAMELIFT_EMULATOR_DATABASE_URL", "sqlite://")
        self.waiting_for(HealthcheckWaitStrategy())

    def gamelift(self) -> GameLift:
        """Its clients, clock, faults and journal."""
        return GameLift(f"http://{self.get_container_host_ip()}:{self.get_exposed_port(PORT)}")
